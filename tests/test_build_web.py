"""How the script of the workspace is packed: built where it is missing, from pinned packages."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from scripts import build_web

LOCK = json.loads((build_web.WEB / "package-lock.json").read_text(encoding="utf-8"))
PACKAGE = json.loads((build_web.WEB / "package.json").read_text(encoding="utf-8"))


def test_the_lock_file_holds_no_address_of_a_registry() -> None:
    assert not [name for name, package in LOCK["packages"].items() if "resolved" in package]


def test_packages_are_pinned_and_whole() -> None:
    for version in (PACKAGE["dependencies"] | PACKAGE["devDependencies"]).values():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert not [name for name, package in LOCK["packages"].items() if name and "integrity" not in package]


@pytest.mark.parametrize(("is_built", "node"), [(False, [build_web.NODE]), (True, [])])
def test_node_is_asked_for_only_where_the_bundle_is_missing(
        monkeypatch: pytest.MonkeyPatch, tmp_path: Path, is_built: bool, node: list[str]) -> None:
    entry = tmp_path / "workspace.js"
    if is_built:
        entry.touch()
    monkeypatch.setattr(build_web, "ENTRY", entry)
    assert build_web.requirements() == node


def test_the_node_that_builds_wheels_is_the_tested_one() -> None:
    constraints = (build_web.ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert build_web.NODE in constraints


def test_a_bundle_that_cannot_be_built_is_told_and_done_without(
        monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "package-lock.json").write_text("{}")
    monkeypatch.setattr(build_web, "WEB", tmp_path)
    monkeypatch.delenv(build_web.REQUIRED, raising=False)
    assert not build_web.build_or_warn()
    assert "no map, timeline, network and shortcuts" in capfd.readouterr().err
    monkeypatch.setenv(build_web.REQUIRED, "1")
    with pytest.raises(build_web.BundleNotBuilt, match="npm"):
        build_web.build_or_warn()


def test_being_optional_hides_no_fault_of_the_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty() -> None:
        build_web.node("missing-tool.js")

    monkeypatch.setattr(build_web, "build", faulty)
    monkeypatch.setattr("sys.argv", ["build_web.py", "--optional"])
    monkeypatch.delenv(build_web.REQUIRED, raising=False)
    with pytest.raises(SystemExit, match=r"missing-tool\.js failed"):
        build_web.main()
