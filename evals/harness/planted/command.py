"""`evals/planted`: plants faults in correct plans by script, and reports what `check` finds of them, rule by rule.

The plans are made by the program itself for the fixtures, written by hand in the forms of other tools
(`fixtures/plans`), and those of real repositories where --clones names a folder of them. Each fault is planted alone, at
up to --places places in each plan, picked with a fixed seed.
"""
import argparse
import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

from harness.planted.mutators import MUTATORS, Text
from harness.tools import BUILT, ROOT, groundplan

CASES = BUILT / "planted"
SEED = 7
# Lines that a finding may stand away from the fault.
NEAR = 3
# Form, name of the file, flags of `plan`.
MADE = [
    ("classic", "docs/pre-development-docs/IMPLEMENTATION_PLAN.md", ["--format", "classic", "--detail"]),
    ("living", "docs/pre-dev/made/tasks.md", ["--format", "living", "--detail"]),
    ("json", "plan.json", ["--format", "json"]),
]
WRITTEN = [
    ("speckit", "specs/002-waivers/tasks.md"),
    ("openspec", "openspec/changes/add-waivers/tasks.md"),
    ("kiro", ".kiro/specs/waivers/tasks.md"),
    ("taskmaster", ".taskmaster/tasks/tasks.json"),
]


def main():
    options = arguments()
    program = groundplan(options.groundplan)
    shutil.rmtree(CASES, ignore_errors=True)
    fixtures = CASES / "fixtures"
    shutil.copytree(ROOT / "fixtures", fixtures)
    plans = list(own_plans(program, fixtures)) + list(real_plans(options.clones))
    rules = known_rules(program)
    results = Results(rules)
    for repository in sorted({plan["repository"] for plan in plans}):
        measure(program, repository, [plan for plan in plans if plan["repository"] == repository], options, results)
    print(results.table())
    if options.misses:
        print("\n".join(results.misses))
    if results.alarms:
        print("\nFindings in plans that nobody touched:")
        print("\n".join(results.alarms))
    return 1 if options.floor and results.recall() < options.floor else 0


def arguments():
    parser = argparse.ArgumentParser(prog="evals/planted", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--groundplan", help="the program; the release build when absent")
    parser.add_argument("--places", type=int, default=8, help="most places of a fault in a plan (8)")
    parser.add_argument("--clones", type=Path, help="folder of clones whose docs/plans and docs/pre-dev are taken, too")
    parser.add_argument("--rule", help="only faults that this rule or topic finds")
    parser.add_argument("--misses", action="store_true", help="list what was missed")
    parser.add_argument("--floor", type=float, default=0.0, help="fail when a smaller share of the faults is found")
    return parser.parse_args()


def own_plans(program, fixtures):
    """Plans that the program makes for the fixtures, and those that people wrote in other forms."""
    for target in ("plugin-fees", "ledger-core"):
        for form, name, flags in MADE:
            made = subprocess.run([program, "plan", fixtures / target, "--stdout", *flags], capture_output=True, text=True, check=True)
            yield {"repository": fixtures / target, "form": form, "name": name, "text": made.stdout, "own": True}
    for form, name in WRITTEN:
        text = (ROOT / "fixtures" / "plans" / name).read_text(encoding="utf-8")
        yield {"repository": fixtures / "plugin-fees", "form": form, "name": name, "text": text, "own": True}


def real_plans(clones):
    if not clones:
        return
    for repository in sorted(path for path in clones.iterdir() if (path / ".git").exists()):
        for pattern, form in (("docs/plans/*.md", "classic"), ("docs/pre-dev/*/tasks.md", "living")):
            for path in sorted(repository.glob(pattern)):
                name = path.relative_to(repository).as_posix()
                yield {"repository": repository, "form": form, "name": name, "text": path.read_text(encoding="utf-8"), "own": False}


def known_rules(program):
    """Every rule of the registry."""
    listed = subprocess.run([program, "explain"], capture_output=True, text=True, check=True).stdout
    return [line.split("`")[1] for line in listed.splitlines() if line.startswith("| `")]


def measure(program, repository, plans, options, results):
    """Plants, checks all texts of one repository in one process, and counts."""
    cases, folder = [], CASES / "texts" / repository.name
    for plan in plans:
        cases.append({**plan, "fault": None})
        cases += planted(plan, options, results.rules)
    for number, case in enumerate(cases):
        case["path"] = f"{number:04}/{case['name']}"
        path = folder / case["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(case["text"], encoding="utf-8")
    found = {}
    for start in range(0, len(cases), 400):
        part = [case["path"] for case in cases[start:start + 400]]
        done = subprocess.run([program, "check", *part, "--repo", repository, "--format", "json"], cwd=folder, capture_output=True, text=True)
        if done.returncode > 1:
            raise SystemExit(f"check failed: {done.stderr.strip()[:400]}")
        for finding in json.loads(done.stdout)["findings"]:
            if not finding.get("waived"):
                found.setdefault(finding["file"].split("/")[0], []).append(finding)
    base = {}
    for number, case in enumerate(cases):
        findings = found.get(f"{number:04}", [])
        if case["fault"] is None:
            base[case["name"]] = findings
            results.untouched(case, findings)
        else:
            results.count(case, findings, base[case["name"]])


def planted(plan, options, rules):
    text = Text(plan["text"], plan["form"])
    for wanted, fault, forms, mutate in MUTATORS:
        if plan["form"] not in forms or (options.rule and not wanted.startswith(options.rule)):
            continue
        if not any(covers(wanted, rule) for rule in rules):
            continue
        places = [place for place in mutate(text) if place[1] != plan["text"]]
        places = [(line, new.replace("T-9LAST", last_task(plan["text"]))) for line, new in places]
        picked = random.Random(f"{SEED} {plan['name']} {fault}")
        if len(places) > options.places:
            places = [places[at] for at in sorted(picked.sample(range(len(places)), options.places))]
        for line, new in places:
            yield {**plan, "fault": (wanted, fault), "line": line, "text": new}


def last_task(text):
    import re
    return max(re.findall(r"T-\d{3}", text), default="T-001")


def covers(wanted, rule):
    return rule == wanted or rule.startswith(f"{wanted}.")


class Results:
    """Counts, fault by fault."""

    def __init__(self, rules):
        self.rules, self.counts, self.misses, self.alarms = rules, {}, [], []
        self.untouched_counts, self.plans = {}, 0

    def untouched(self, case, findings):
        self.plans += 1
        for finding in findings:
            self.untouched_counts[finding["rule"]] = self.untouched_counts.get(finding["rule"], 0) + 1
            where = f"{case['repository'].name} {case['name']}:{finding['line']}"
            self.alarms.append(f"- {where} {finding['rule']}: {finding['message']}")

    def count(self, case, findings, base):
        wanted, fault = case["fault"]
        row = self.counts.setdefault((wanted, fault), {"planted": 0, "found": 0, "near": 0, "other": 0})
        row["planted"] += 1
        # Lines move with the fault, messages that name them, too: what is new is told by count.
        told = [finding for finding in findings if covers(wanted, finding["rule"])]
        before = [finding for finding in base if covers(wanted, finding["rule"])]
        new = len(told) > len(before) or {one["message"] for one in told} - {one["message"] for one in before}
        if new:
            row["found"] += 1
            lines = case["line"] if isinstance(case["line"], tuple) else (case["line"],)
            near = any(line is None or abs(one["line"] - line) <= NEAR for one in told for line in lines)
            row["near"] += near
        else:
            self.misses.append(f"missed: {fault} ({wanted}) in {case['path']} line {case['line']}")
        others = {one["rule"] for one in findings if not covers(wanted, one["rule"])}
        row["other"] += bool(others - {one["rule"] for one in base})

    def recall(self):
        planted = sum(row["planted"] for row in self.counts.values())
        return sum(row["found"] for row in self.counts.values()) / max(planted, 1)

    def table(self):
        lines = ["| rule | fault | planted | found | at its place | others besides |", "|---|---|--:|--:|--:|--:|"]
        for (rule, fault), row in sorted(self.counts.items()):
            lines.append(f"| `{rule}` | {fault} | {row['planted']} | {row['found']} | {row['near']} | {row['other']} |")
        total = {key: sum(row[key] for row in self.counts.values()) for key in ("planted", "found", "near", "other")}
        lines.append(f"| all | | {total['planted']} | {total['found']} | {total['near']} | {total['other']} |")
        silent = [rule for rule in self.rules if not any(covers(wanted, rule) for wanted, _ in self.counts)]
        lines.append(f"\nUntouched: {self.plans} plans, {sum(self.untouched_counts.values())} findings.")
        lines.append(f"Not measured, no fault of it is planted: {', '.join(silent) or 'none'}.")
        return "\n".join(lines)
