"""The command `evals/recall`: for commits of a real history, are the files that they touched in the map that
`groundplan map` draws of the tree before them, with nothing but the commit's subject for a focus?

A commit counts when it is no merge, touches 1 to 15 files that the tree before it has, and at least one of them is
neither a document nor a manifest, lock, version or CI file; only the others of these are looked for in the map.
Newest first; with `--step K` every K-th, so that few commits cover more of the history.
"""
import argparse
import json
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .git.command import Git
from .tools import groundplan

RANKINGS = ("relevance", "personalised", "plain", "keywords")
MOST_FILES = 15
ASIDE = re.compile(
    r"(^|/)(\.github|\.gitlab|\.circleci|docs?)/|\.(md|mdx|rst|txt|adoc|lock|sum|mod|png|svg|jpg|gif)$"
    r"|(^|/)(Cargo\.toml|package\.json|[^/]*-lock\.(json|ya?ml)|CHANGELOG[^/]*|CHANGES[^/]*|LICENSE[^/]*|NOTICE[^/]*|VERSION[^/]*|CODEOWNERS|\.gitignore)$",
    re.IGNORECASE,
)


def main(arguments=None):
    options = parser().parse_args(arguments)
    commits = chosen(Git(options.repository), options)
    if not commits:
        print("no commit counts")
        return 1
    binary = groundplan(options.binary)
    with ThreadPoolExecutor(options.jobs) as pool:
        scores = list(pool.map(lambda commit: score(binary, options, commit), commits))
    name = options.name or Path(options.repository).resolve().name
    files = sum(len(touched) for _, _, touched in commits)
    print(f"{name}: {len(commits)} commits, {files} touched files, maps of {options.tokens} tokens")
    print("| ranking | mean recall | all files | any file | files in a map |")
    print("|---|---|---|---|---|")
    for ranking in RANKINGS:
        print(row(ranking, [one[ranking] for one in scores]))
    if options.misses:
        print_misses(commits, scores, options.misses)
    return 0


def parser():
    parser = argparse.ArgumentParser(prog="evals/recall", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repository", help="folder of a clone, at its top")
    parser.add_argument("--commits", type=int, default=100, metavar="N", help="commits to look at (100)")
    parser.add_argument("--step", type=int, default=1, metavar="K", help="every K-th of those that count (1)")
    parser.add_argument("--tokens", type=int, default=8000, metavar="N", help="tokens of a map (8000)")
    parser.add_argument("--rev", default="HEAD", help="newest commit to look at")
    parser.add_argument("--name", help="name of the repository in the report")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="maps drawn at a time (1)")
    parser.add_argument("--binary", help="program to measure; default: target/release/groundplan, built when it is not there")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="commits to print of which the map had nothing")
    return parser


def chosen(git, options):
    """Commit, subject and looked-for files, newest first."""
    found, counted = [], 0
    log = git("log", "--no-merges", "--no-renames", "--name-status", "--format=%x01%H%x02%P%x02%s%x03", options.rev)
    for entry in log.split("\x01")[1:]:
        head, _, body = entry.partition("\x03")
        commit, parents, subject = head.split("\x02")
        touched = touched_files(body)
        code = [path for path in touched if not ASIDE.search(path)]
        if not parents or not code or len(touched) > MOST_FILES:
            continue
        if counted % options.step == 0:
            found.append((commit, subject, code))
        counted += 1
        if len(found) == options.commits:
            break
    return found


def touched_files(body):
    """Paths that the tree before the commit has: changed or deleted there."""
    rows = (line.split("\t") for line in body.splitlines() if "\t" in line)
    return [row[1] for row in rows if row[0][:1] in "MDT"]


def score(binary, options, commit):
    """By ranking: share of the touched files in the map, and the number of files in it."""
    identifier, subject, touched = commit
    command = [
        binary, "map", options.repository, "--rev", f"{identifier}^", "--focus", subject, "--history", "names",
        "--budget", str(options.tokens), "--by", ",".join(RANKINGS), "--format", "json",
    ]
    maps = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    result = {}
    for one in maps:
        paths = {file["path"] for file in one["files"]}
        result[one["ranking"]] = (sum(path in paths for path in touched) / len(touched), len(paths))
    return result


def row(ranking, results):
    shares = [share for share, _ in results]
    count = len(shares)
    mean = sum(shares) / count
    whole = sum(share == 1 for share in shares) / count
    some = sum(share > 0 for share in shares) / count
    files = sum(size for _, size in results) / count
    return f"| {ranking} | {mean:.3f} | {whole:.0%} | {some:.0%} | {files:.0f} |"


def print_misses(commits, scores, most):
    print("\nNothing found by relevance:")
    missed = [commit for commit, one in zip(commits, scores) if one["relevance"][0] == 0]
    for identifier, subject, touched in missed[:most]:
        print(f"- {identifier[:12]} {subject} ({', '.join(touched[:3])})")
