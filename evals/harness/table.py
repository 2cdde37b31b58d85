"""The command `evals/table`: scores every repository of a list and writes the table as Markdown."""
import argparse
import json
import subprocess
import sys
from pathlib import Path

from . import report
from .areas import AREAS, Repository, score_areas
from .command import analyse
from .groups import GROUPS, groups
from .tools import BUILT, EVALS, Tools


def main(arguments=None):
    options = parser().parse_args(arguments)
    tools = Tools(install=not options.no_install)
    columns, details, failed = {}, {}, False
    try:
        for entry in entries(options.list, options.only):
            try:
                scores, unscored = score_entry(entry, options, tools)
            except SystemExit as error:
                failed, scores, unscored = True, [], {"repository": str(error)}
            columns[f"{entry['name']} `{entry['revision'][:9]}`"] = {group.name: cell(group) for group in groups(scores)}
            details[entry["name"]] = {"revision": entry["revision"], "kinds": report.data(scores), "not_scored": unscored}
            for area, reason in unscored.items():
                print(f"{entry['name']}: {area} not scored: {reason}", file=sys.stderr)
    finally:
        tools.close()
    print("\n".join(matrix(columns)))
    if options.json:
        Path(options.json).write_text(json.dumps(details, indent=1, default=str), encoding="utf-8")
    return 1 if failed else 0


def parser():
    parser = argparse.ArgumentParser(prog="evals/table", description="Scores the repositories of a list and prints the table as Markdown.")
    parser.add_argument("list", nargs="?", default=EVALS / "repositories.txt", help="lines of `NAME REVISION URL [--cargo-list]` (evals/repositories.txt)")
    parser.add_argument("--clones", help="folder of clones, named NAME, OWNER+NAME or OWNER/NAME; what is not there is cloned from its URL")
    parser.add_argument("--only", action="append", metavar="NAME", help="only this repository; may be repeated")
    parser.add_argument("--kind", action="append", choices=AREAS, help="only this area; may be repeated")
    parser.add_argument("--binary", help="program to score")
    parser.add_argument("--no-install", action="store_true", help="fetch no tool that is not there")
    parser.add_argument("--json", metavar="FILE", help="write every score, miss and extra there")
    parser.set_defaults(analysis=None)
    return parser


def entries(file, only):
    """The repositories of the list; `#` starts a comment."""
    for line in Path(file).read_text(encoding="utf-8").splitlines():
        words = line.split("#")[0].split()
        if words and (not only or words[0] in only):
            name, revision, url, *flags = words
            yield {"name": name, "revision": revision, "url": url, "cargo_list": "--cargo-list" in flags}


def score_entry(entry, options, tools):
    print(f"{entry['name']} …", file=sys.stderr, flush=True)
    file_name = entry["name"].replace("/", "+")
    path = checkout(entry, options.clones, BUILT / "clones" / file_name)
    repository = Repository(str(path), entry["name"], BUILT / "work" / file_name, entry["cargo_list"])
    analysis = analyse(repository, options)
    if not analysis["repo"].get("commit", "").startswith(entry["revision"]):
        raise SystemExit(f"the analysis is of {analysis['repo'].get('commit')}, not of {entry['revision']}")
    return score_areas(repository, options.kind or list(AREAS), tools, verified(entry), analysis)


def checkout(entry, clones, target):
    """A clone of our own at the revision, so that no one's worktree is touched or trusted."""
    source = local(entry["name"], clones) or entry["url"]
    if not target.exists():
        git("clone", "--quiet", "--no-checkout", str(source), str(target))
    in_target = ("-C", str(target))
    git(*in_target, "update-ref", "--no-deref", "HEAD", entry["revision"])
    git(*in_target, "read-tree", "--reset", entry["revision"])
    unread = lay(target)
    if unread:
        print(f"{entry['name']}: {unread} files could not be laid: the clone lacks their content", file=sys.stderr)
    git(*in_target, "clean", "--quiet", "-ffdx")
    return target


def lay(target):
    """Writes the worktree, past blobs that a partial clone lacks; how many were missing."""
    done = subprocess.run(["git", "-C", str(target), "checkout-index", "--all", "--force"], capture_output=True, text=True)
    return sum(line.startswith("error: unable to read") for line in done.stderr.splitlines())


def local(name, clones):
    spellings = [name, name.replace("/", "+"), name.split("/")[-1]] if clones else []
    folders = [folder for spelling in spellings for folder in (Path(clones) / spelling, Path(clones) / spelling / "repo")]
    return next((folder for folder in folders if (folder / ".git").exists() or (folder / "HEAD").exists()), None)


def git(*arguments):
    done = subprocess.run(["git", *arguments], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"git failed: {done.stderr.strip()[-300:]}")


def verified(entry):
    """Route lists that people verified are kept; they are about one revision."""
    file = EVALS / "truth" / "routes" / f"{entry['name'].replace('/', '+')}.json"
    if not file.exists():
        return {}
    document = json.loads(file.read_text(encoding="utf-8"))
    return {"routes": [("routes", document)]} if document.get("commit", "").startswith(entry["revision"]) else {}


def matrix(columns):
    """A row for each group of facts, a column for each repository."""
    yield f"| facts | {' | '.join(columns)} |"
    yield f"|---|{'--:|' * len(columns)}"
    for name in GROUPS:
        cells = [column.get(name, "") for column in columns.values()]
        if any(cells):
            yield f"| {name} | {' | '.join(cells)} |"


def cell(group):
    """How many there truly are, precision and recall."""
    return f"{group.truth:,}: {report.share(group.precision)} / {report.share(group.recall)}"
