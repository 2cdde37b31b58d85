"""Each form of `groundplan export` is given to the tool that it is for.

A tool that is not installed is said, never passed over: `pip install icalendar`; `npm install mermaid jsdom@24`
and `npm install task-master-ai` into the folders that `--node` names; `dash` for the script.
"""
import argparse
import csv
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

PARSE_MERMAID = """
import fs from 'node:fs';
const {JSDOM} = await import(process.argv[2] + '/jsdom/lib/api.js');
const page = new JSDOM('<div></div>');
globalThis.window = page.window;
globalThis.document = page.window.document;
const mermaid = (await import(process.argv[2] + '/mermaid/dist/mermaid.core.mjs')).default;
console.log((await mermaid.parse(fs.readFileSync(process.argv[3], 'utf8'))).diagramType);
"""


class Missing(Exception):
    """The tool is not here."""


def module(folders, name):
    for folder in folders:
        if (folder / name).is_dir():
            return folder
    raise Missing(f"npm install {name}")


def mermaid(kind):
    def check(path, options):
        folder = module(options.node, "mermaid")
        with tempfile.NamedTemporaryFile("w", suffix=".mjs") as script:
            script.write(PARSE_MERMAID)
            script.flush()
            ran = run(["node", script.name, str(folder.resolve()), str(path)])
        assert ran.stdout.strip() == kind, ran.stdout
        return f"mermaid reads a {kind}"

    return check


def calendar(path, _):
    try:
        import icalendar
    except ImportError:
        raise Missing("pip install icalendar")
    found = icalendar.Calendar.from_ical(path.read_bytes())
    events = found.walk("VEVENT")
    assert events and not [event.errors for event in events if event.errors]
    assert len({str(event["UID"]) for event in events}) == len(events)
    assert all(event["DTSTART"].dt < event["DTEND"].dt for event in events)
    return f"icalendar reads {len(events)} events, none with an error"


def task_master(path, options):
    folder = module(options.node, "task-master-ai")
    with tempfile.TemporaryDirectory() as project:
        file = pathlib.Path(project, ".taskmaster/tasks/tasks.json")
        file.parent.mkdir(parents=True)
        shutil.copy(path, file)
        program = str((folder / ".bin/task-master").resolve())
        ran = run([program, "validate-dependencies"], cwd=project)
    assert "All Dependencies Are Valid" in ran.stdout, ran.stdout
    return "task-master: all dependencies are valid"


def table(path, _):
    with path.open(newline="") as file:
        rows = list(csv.reader(file, strict=True))
    assert len({len(row) for row in rows}) == 1
    return f"Python's csv reads {len(rows) - 1} rows of {len(rows[0])} columns"


def requests(path, _):
    issues = [json.loads(line) for line in path.read_text().splitlines()]
    assert all(set(issue) == {"title", "body", "labels"} for issue in issues)
    assert all(len(issue["title"]) <= 256 and len(issue["body"]) <= 65536 for issue in issues)
    return f"{len(issues)} requests within GitHub's limits"


def script(path, _):
    shell = shutil.which("dash")
    if not shell:
        raise Missing("install dash")
    run([shell, "-n", str(path)])
    return "dash parses it"


CHECKS = {
    "github": requests,
    "gh": script,
    "jira": table,
    "task-master": task_master,
    "gantt": mermaid("gantt"),
    "dependencies": mermaid("flowchart-v2"),
    "ics": calendar,
}


def run(command, **more):
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=300, **more)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("repository", type=pathlib.Path)
    parser.add_argument("--program", default="target/release/groundplan")
    parser.add_argument("--node", action="append", default=[], type=pathlib.Path, metavar="NODE_MODULES")
    options = parser.parse_args()
    failed = missing = 0
    with tempfile.TemporaryDirectory() as folder:
        for form, check in CHECKS.items():
            path = pathlib.Path(folder, form)
            try:
                run([options.program, "export", str(options.repository), "--to", form, "-o", str(path)])
                print(f"{form:13} {check(path, options)}")
            except Missing as tool:
                missing += 1
                print(f"{form:13} not checked: {tool}")
            except (AssertionError, subprocess.CalledProcessError) as problem:
                failed += 1
                print(f"{form:13} WRONG: {getattr(problem, 'stderr', '') or problem}")
    print(f"{len(CHECKS) - failed - missing} right, {failed} wrong, {missing} not checked")
    return 1 if failed else 0
