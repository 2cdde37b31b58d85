"""The command `evals/suite`: fixtures and nasty repositories against truth that is committed beside them.

Only Python and git are needed. Every kind must be complete unless `floors.json` says how far the product is;
it may not fall below that. Where the truth tools are there, the committed truth is made anew and compared.
"""
import argparse
import difflib
import itertools
import json
import os
import shutil
import subprocess
import sys

from . import report
from .areas import MAKERS, Repository, make
from .command import analyse
from .matching import score_map
from .query import load
from .tools import BUILT, EVALS, Missing, Tools
from .truth_files import canonical, committed, write
from .truth_files import text as truth_text

FLOORS = EVALS / "floors.json"
COMMITTER = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    **{f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in (("NAME", "Evals"), ("EMAIL", "evals@example.test"), ("DATE", "1700000000 +0000"))},
}


def main(arguments=None):
    options = parser().parse_args(arguments)
    suite = Suite(options)
    try:
        for name, case in load(EVALS / "cases.json")["cases"].items():
            if not options.case or name in options.case:
                suite.run(name, case)
    finally:
        suite.tools.close()
    if options.update_floors:
        FLOORS.write_text(json.dumps(suite.reached, indent=1) + "\n", encoding="utf-8")
    return suite.verdict()


def parser():
    parser = argparse.ArgumentParser(prog="evals/suite", description="Scores fixtures and nasty repositories against committed truth.")
    parser.add_argument("--binary", help="program to score; default: target/release/groundplan, built when it is not there")
    parser.add_argument("--case", action="append", metavar="NAME", help="only this case; may be repeated")
    parser.add_argument("--show", type=int, default=3, metavar="N", help="misses and extras to print for each kind below its floor (3)")
    parser.add_argument("--truth", choices=("committed", "compare", "write"), default="committed", help="compare: make the truth anew and compare; write: keep what is made")
    parser.add_argument("--no-install", action="store_true", help="fetch no tool that is not there")
    parser.add_argument("--quiet", action="store_true", help="print no line for a case that is as expected")
    parser.add_argument("--update-floors", action="store_true", help="write what is reached now to floors.json")
    parser.set_defaults(analysis=None)
    return parser


class Suite:
    """One run over the cases."""

    def __init__(self, options):
        self.options, self.tools = options, Tools(install=not options.no_install)
        self.floors = load(FLOORS) if FLOORS.exists() else {}
        self.reached, self.failures, self.unmade = {}, [], {}
        self.kinds = self.facts = 0

    def run(self, name, case):
        repository = Repository(str(lay(name, case["source"])), name, BUILT / "work" / name, "cargo-list" in case["areas"])
        self.options.kind = case["areas"]
        analysis = analyse(repository, self.options)
        scores = [score for area in case["areas"] for score in self.score(area, repository, analysis)]
        self.reached |= {name: below_one(scores)} if below_one(scores) else {}
        low = [score for score in scores if self.is_low(name, score)]
        self.failures += [f"{name}: {score.kind}" for score in low]
        self.kinds += len(scores)
        self.facts += sum(score.truth for score in scores)
        if low or not self.options.quiet:
            print(f"{'FAIL' if low else 'ok':5}{name:26}{sum(score.truth for score in scores):7} facts, {len(scores):3} kinds, {len(below_one(scores)):3} not complete")
        if low:
            print(report.text(low, self.options.show))

    def score(self, area, repository, analysis):
        if self.options.truth != "committed" and area in MAKERS and area != "routes":
            self.make_anew(area, repository)
        document = committed(area, repository.name)
        if document is None:
            raise SystemExit(f"no truth is committed for {area} of {repository.name}")
        scores = score_map(document, analysis, load(EVALS / "maps" / f"{area}.json"))
        return [score for score in scores if not score.empty]

    def make_anew(self, area, repository):
        try:
            document = canonical(area, dict(make(area, repository, self.tools))[area])
        except Missing as missing:
            self.unmade[area] = str(missing)
            return
        if self.options.truth == "write":
            write(area, repository.name, document)
        elif document != committed(area, repository.name):
            self.failures.append(f"{repository.name}: the committed truth of {area} is not what its tools say")
            print(f"FAIL {self.failures[-1]}")
            print("\n".join(difference(committed(area, repository.name), document)))

    def is_low(self, name, score):
        floor = self.floors.get(name, {}).get(score.kind, {})
        reached = numbers(score)
        return any(reached[part] < floor.get(part, 1) for part in reached)

    def verdict(self):
        for area, reason in self.unmade.items():
            print(f"truth of {area} was not made anew: {reason}")
        if self.unlisted():
            print(f"better than floors.json says: {', '.join(self.unlisted())}")
        print(f"{self.facts} facts of {self.kinds} kinds, {len(self.failures)} below their floor")
        for failure in self.failures:
            print(f"    {failure}", file=sys.stderr)
        return 1 if self.failures else 0

    def unlisted(self):
        """Kinds that are complete by now: their floors can go."""
        known = ((name, kind) for name, kinds in self.floors.items() if not self.options.case or name in self.options.case for kind in kinds)
        return [f"{name} {kind}" for name, kind in known if kind not in self.reached.get(name, {})]


def difference(kept, made, most=20):
    """The first lines that differ: what is committed with `-`, what the tools say now with `+`."""
    lines = difflib.unified_diff(truth_text(kept or {}).splitlines(), truth_text(made).splitlines(), "committed", "made anew", lineterm="", n=0)
    return list(itertools.islice(lines, most))


def lay(name, source):
    """The case as a Git repository of its own: a copied folder with one commit, or what a script makes."""
    target, source = BUILT / "cases" / name, EVALS / source
    shutil.rmtree(target, ignore_errors=True)
    if source.suffix == ".sh":
        subprocess.run(["sh", source, target], check=True, capture_output=True)
        return target
    shutil.copytree(source, target, symlinks=True)
    for command in (["init", "--quiet", "--initial-branch=main"], ["add", "--all", "--force"], ["commit", "--quiet", "--message", name]):
        subprocess.run(["git", "-C", target, *command], check=True, env=os.environ | COMMITTER)
    return target


def numbers(score):
    """What has a floor: precision, recall and the share of right values of each attribute."""
    shares = {"precision": score.precision, "recall": score.recall}
    return shares | {name: attribute.share for name, attribute in score.attributes.items()}


def below_one(scores):
    """What is not complete, rounded down, so that reading it back never fails."""
    parts = {score.kind: {part: int(share * 1e4) / 1e4 for part, share in numbers(score).items() if share < 1} for score in scores}
    return {kind: low for kind, low in parts.items() if low}
