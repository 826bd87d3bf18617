"""How pip builds Selon: as setuptools does, with the script of the web workspace built first where it is missing.

Node is asked for only then: a source distribution and a wheel hold the bundle. An editable install leaves the bundle to
`make` (or `python scripts/build_web.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import build_web
from setuptools import build_meta
from setuptools.build_meta import *  # noqa: F403 - all hooks that are not ours

Settings = Mapping[str, Any] | None


def get_requires_for_build_wheel(config_settings: Settings = None) -> list[str]:
    return [*build_meta.get_requires_for_build_wheel(config_settings), *build_web.requirements()]


def get_requires_for_build_sdist(config_settings: Settings = None) -> list[str]:
    return [*build_meta.get_requires_for_build_sdist(config_settings), *build_web.requirements()]


def build_wheel(wheel_directory: str, config_settings: Settings = None, metadata_directory: str | None = None) -> str:
    _build_bundle()
    return build_meta.build_wheel(wheel_directory, config_settings, metadata_directory)


def build_sdist(sdist_directory: str, config_settings: Settings = None) -> str:
    _build_bundle()
    return build_meta.build_sdist(sdist_directory, config_settings)


def _build_bundle() -> None:
    if not build_web.is_built():
        build_web.build_or_warn()
