"""The programs of a run: groundplan and what it knows, the yardstick, the peers that are installed."""
import json
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from ..tools import ROOT, groundplan

PEERS = ("ctags", "ast-grep", "repomix", "aider")


@dataclass
class Programs:
    """Paths, and the words that `groundplan analyze --help` knows."""

    binary: str
    yardstick: str
    help: str
    peers: dict = field(default_factory=dict)
    # Peers that cannot be measured, with the reason.
    missing: dict = field(default_factory=dict)

    def lacks(self, option):
        """Why an option of `analyze`, such as `--facts structure`, cannot be used; empty when it can."""
        flag, _, value = option.partition(" ")
        # Up to the next option: values are indented further.
        found = re.search(rf"^ +{flag}\b.*?(?=^ {{2,6}}-|\Z)", self.help, re.M | re.S)
        if found and (not value or re.search(rf"\b{value}\b", found[0])):
            return ""
        return f"this program has no `{option}`"


def find(binary, yardstick):
    path = groundplan(binary)
    said = subprocess.run([path, "analyze", "--help"], capture_output=True, text=True).stdout
    programs = Programs(path, yardstick or built("yardstick"), said)
    for name in PEERS:
        found = shutil.which(name)
        reason = wrong(name, found) if found else "not installed"
        (programs.missing if reason else programs.peers)[name] = reason or found
    return programs


def built(bench):
    """The bench program, built with the profile of the release."""
    command = ["cargo", "build", "--locked", "--release", "--bench", bench, "--message-format", "json"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    messages = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    found = [one["executable"] for one in messages if one.get("executable") and one["target"]["name"] == bench]
    if not found:
        raise SystemExit(f"cargo built no {bench}")
    return found[0]


def wrong(name, path):
    """Why a program of that name is not the one that is meant."""
    said = version(path)
    if name == "ctags" and "Universal Ctags" not in said:
        return "not universal-ctags"
    return "" if said else "does not say its version"


def version(path):
    done = subprocess.run([path, "--version"], capture_output=True, text=True)
    lines = [line for line in done.stdout.splitlines() if line.strip()]
    return lines[0].strip() if lines else ""


def versions(programs):
    """What was measured, for the table's foot."""
    names = {"git": shutil.which("git"), **programs.peers}
    return {name: re.sub(r",.*", "", version(path)) for name, path in names.items()}


def machine():
    """Kind and number of the cores."""
    cores = Path("/proc/cpuinfo")
    names = re.findall(r"^model name\s*: (.*)$", cores.read_text(encoding="utf-8"), re.M) if cores.exists() else []
    return f"{len(names)} × {names[0]}" if names else "unknown"
