"""The command `evals/score`: one repository, all areas."""
import argparse
import json
import re
import subprocess
import sys
from pathlib import Path

from . import report
from .areas import AREAS, Repository, score_areas
from .query import load
from .tools import BUILT, Tools, groundplan


def main(arguments=None):
    options = parser().parse_args(arguments)
    path = str(Path(options.repository).resolve())
    name = options.name or Path(path).name
    repository = Repository(path, name, BUILT / "work" / re.sub(r"[^\w.-]+", "+", name), options.cargo_list)
    areas = options.kind or list(AREAS)
    tools = Tools(install=not options.no_install)
    try:
        analysis = analyse(repository, options)
        scores, unscored = score_areas(repository, areas, tools, given(options.truth), analysis)
    finally:
        tools.close()
    print(heading(repository, analysis))
    print(report.text(scores, options.show))
    for area, reason in unscored.items():
        print(f"\n{area}: not scored: {reason}")
    if options.json:
        write_json(options.json, repository, analysis, scores, unscored)
    return verdict(scores, unscored, options)


def parser():
    parser = argparse.ArgumentParser(prog="evals/score", description="Scores the facts about a repository against the truth of each language's own tooling.")
    parser.add_argument("repository", help="folder of a clone")
    parser.add_argument("--name", help="name in the report, OWNER/NAME")
    parser.add_argument("--kind", action="append", choices=AREAS, help="only this area; may be repeated")
    parser.add_argument("--binary", help="program to score; default: target/release/groundplan, built when it is not there")
    parser.add_argument("--analysis", help="score this file instead of running the program")
    parser.add_argument("--truth", action="append", default=[], metavar="AREA=FILE", help="truth made before, instead of making it now")
    parser.add_argument("--cargo-list", action="store_true", help="compile the Rust tests and compare with what they list")
    parser.add_argument("--fail-under", type=float, metavar="SHARE", help="exit 1 when a precision or recall is below")
    parser.add_argument("--require", action="store_true", help="exit 1 when an area could not be scored")
    parser.add_argument("--no-install", action="store_true", help="fetch no tool that is not there")
    parser.add_argument("--show", type=int, default=10, metavar="N", help="misses and extras to print for each kind (10)")
    parser.add_argument("--json", metavar="FILE", help="write everything there")
    return parser


def given(pairs):
    documents = {}
    for pair in pairs:
        area, _, file = pair.partition("=")
        documents.setdefault(area, []).append((area, load(file)))
    return documents


def analyse(repository, options):
    """The analysis of the program that is scored; history costs time and is left out when nobody asks for it."""
    if options.analysis:
        return load(options.analysis)
    file = repository.folder / "analysis.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    history = [] if not options.kind or "git" in options.kind else ["--no-history"]
    done = subprocess.run([groundplan(options.binary), "analyze", repository.path, "--no-cache", *history, "-o", str(file)], stderr=subprocess.PIPE, text=True)
    if done.returncode > 1 or not file.is_file():
        raise SystemExit(f"the analysis failed: {done.stderr.strip()[-500:]}")
    return load(file)


def heading(repository, analysis):
    return f"{repository.name} at {str(analysis['repo'].get('commit') or '-')[:12]}"


def write_json(file, repository, analysis, scores, unscored):
    document = {"repo": repository.name, "commit": analysis["repo"].get("commit"), "kinds": report.data(scores), "not_scored": unscored}
    Path(file).write_text(json.dumps(document, indent=1, default=str), encoding="utf-8")


def verdict(scores, unscored, options):
    """0 when all that was asked for holds."""
    low = [score.kind for score in scores if options.fail_under and min(score.precision, score.recall) < options.fail_under]
    if low:
        print(f"\nbelow {options.fail_under}: {', '.join(low)}", file=sys.stderr)
    return 1 if low or options.require and unscored else 0
