"""The command `evals/speed`: measures the goals and prints them as a table."""
import argparse
import dataclasses
import json
import os
import subprocess
import sys
from pathlib import Path

from ..tools import EVALS
from . import goals, places, profile, programs, report
from .commands import Analyses, yardstick
from .rounds import measure

PARTS = (*goals.PARTS, "peers", "plan", "threads", "vendored", "scale", "memory")


def main(arguments=None):
    options = parser().parse_args(arguments)
    if options.profile:
        show(options, "profile", profile.markdown(profiles(options)))
        return 0
    results = read(options.markdown) if options.markdown else measured(options)
    show(options, "table", report.markdown(results))
    missed = [one["goal"] for one in results["goals"] if one.get("verdict") == "missed"]
    return 1 if options.strict and missed else 0


def read(files):
    results = {}
    for file in files:
        results = joined(results, json.loads(Path(file).read_text(encoding="utf-8")))
    return results


def show(options, name, lines):
    """Prints the lines, or puts them between the marks of that name in a document."""
    text = "\n".join(lines)
    if not options.into:
        print(text)
        return
    document = Path(options.into)
    document.write_text(report.placed(document.read_text(encoding="utf-8"), name, text), encoding="utf-8")


def parser():
    parser = argparse.ArgumentParser(prog="evals/speed", description="Measures speed and memory, each as a ratio to what runs beside it, and prints the table of goals as Markdown.")
    parser.add_argument("list", nargs="?", default=EVALS / "speed.txt", help="lines of `NAME REVISION URL ROLE...` (evals/speed.txt)")
    parser.add_argument("--clones", help="folder of clones, named NAME, OWNER+NAME or OWNER/NAME; what is not there is cloned from its URL")
    parser.add_argument("--part", action="append", choices=PARTS, help="only this part; may be repeated")
    parser.add_argument("--only", action="append", metavar="NAME", help="only this repository, OWNER/NAME; may be repeated")
    parser.add_argument("--pairs", type=int, default=5, metavar="N", help="rounds, after one that warms up (5)")
    parser.add_argument("--binary", help="program to measure; default: target/release/groundplan, built when it is not there")
    parser.add_argument("--yardstick", metavar="FILE", help="bench program of that name; default: built")
    parser.add_argument("--json", metavar="FILE", help="write everything there, after each part")
    parser.add_argument("--markdown", action="append", metavar="FILE", help="measure nothing: print what --json wrote; of several files the later rows win")
    parser.add_argument("--into", metavar="FILE", help="put the table between the marks of a document, such as docs/performance.md, instead of printing it")
    parser.add_argument("--profile", action="store_true", help="print where the time goes instead, by parts; needs perf; one repository with --only")
    parser.add_argument("--strict", action="store_true", help="exit 1 when a goal is missed")
    return parser


def measured(options):
    """Everything that was asked for; what is done so far is in the file after each part."""
    found = programs.find(options.binary, options.yardstick)
    results = report.Results(programs.machine(), os.getloadavg()[0], programs.versions(found))
    wanted = [one for one in places.entries(options.list) if not options.only or one["name"] in options.only]
    laid = [places.lay(entry, options.clones) for entry in wanted]
    results.sizes = [size(found, place) for place in laid]
    for experiment, rows in goals.all_experiments(found, laid, options):
        rounds = measure(experiment, options.pairs)
        results.goals += [report.goal(row, rounds, experiment.missing) for row in rows]
        results.commands += report.medians(experiment, rounds)
        if options.json:
            Path(options.json).write_text(json.dumps(dataclasses.asdict(results), indent=1, ensure_ascii=False), encoding="utf-8")
    return dataclasses.asdict(results)


def profiles(options):
    """CPU seconds by part, for the yardstick and each amount of facts that the program knows."""
    found = programs.find(options.binary, options.yardstick)
    entry = next(one for one in places.entries(options.list) if not options.only or one["name"] in options.only)
    place = places.lay(entry, options.clones)
    run = Analyses(found, place)
    known = {name: flags for name, flags in goals.FACTS.items() if not flags or not found.lacks(" ".join(flags))}
    commands = [yardstick(found, place), *(run.cold(name, *flags) for name, flags in known.items())]
    return {command.name: profile.parts(command) for command in commands}


def size(found, place):
    said = subprocess.run([found.yardstick, str(place.path)], capture_output=True, text=True, check=True).stdout
    return {"name": place.name, "revision": place.revision, **json.loads(said)}


def joined(older, newer):
    """Two documents as one: what the newer one has replaces its like in the older, at the same place."""
    keys = {"goals": ("goal", "on"), "commands": ("on", "command"), "sizes": ("name",)}
    result = dict(newer)
    for part, names in keys.items():
        rows = {}
        for one in older.get(part, []) + newer[part]:
            rows[tuple(one[name] for name in names)] = one
        result[part] = list(rows.values())
    return result


