"""The truth document about a history. Everything is about HEAD's history, with `.mailmap` applied.

contributors  the lines of `git shortlog -sne --no-merges`: a name and an e-mail as they are written
churn         `git log --no-merges --no-renames --numstat`: a path is its own history; authors are counted
              by e-mail in lower case
renames       the same with `-M50% -l0`, where a rename takes its older commits along to its present name
hotspots      commits without following renames × lines at HEAD, of text files up to 1 MiB
first commit  the oldest committer time among the roots
"""
import re

from .churn import History
from .command import Git
from .tags import releases, tags

TEXT_LIMIT = 1 << 20


def truth(repository):
    git = Git(repository)
    head_time = git.number("log", "-1", "--format=%ct")
    log, at_head = History(git), tree(git)
    plain, together = log.plain(head_time, set(at_head))
    renamed = log.with_renames(head_time)
    lines = line_counts(git, at_head)
    listed = tags(git)
    return {
        "tool": "gitfacts 2",
        "history": history(git, head_time),
        "contributors": contributors(git),
        "tags": listed,
        **releases(listed),
        "files": [file(path, lines, plain, renamed, log.excluded) for path in sorted(at_head)],
        "hotspots_top20": hotspots(plain, lines)[:20],
        "cochange": cochange(together)[:100],
        "excluded_missing_blobs": log.excluded,
        "missing_blobs": log.missing,
    }


def tree(git):
    """Mode, object and size of each path at HEAD; a missing blob has no size."""
    entries = {}
    for line in filter(None, git("ls-tree", "-r", "-l", "-z", "HEAD").split("\0")):
        about, path = line.split("\t", 1)
        mode, _, blob, size = about.split()
        entries[path] = (mode, blob, int(size) if size.isdigit() else None)
    return entries


def history(git, head_time):
    roots = git.lines("rev-list", "--max-parents=0", "HEAD")
    return {
        "commits": git.number("rev-list", "--count", "HEAD"),
        "no_merges": git.number("rev-list", "--count", "--no-merges", "HEAD"),
        "first_parent": git.number("rev-list", "--count", "--first-parent", "HEAD"),
        "roots": sorted(roots),
        "first_commit_time": min(git.number("log", "-1", "--format=%ct", root) for root in roots),
        "head_time": head_time,
    }


def contributors(git):
    lines = (re.match(r"\s*(\d+)\t(.*?) ?<(.*)>$", line) for line in git.lines("shortlog", "-sne", "--no-merges", "HEAD"))
    return [{"commits": int(parts[1]), "name": parts[2], "email": parts[3]} for parts in lines if parts]


def file(path, lines, plain, renamed, excluded):
    """Of a path whose blobs are missing only the plain commits are known."""
    known = path not in excluded
    return {
        "path": path,
        "lines": lines.get(path),
        "plain": plain[path].data(known) if path in plain else None,
        "renames": renamed[path].data() if path in renamed and known else None,
    }


def line_counts(git, at_head):
    """Lines of the text files that are small enough."""
    wanted = [(path, blob) for path, (mode, blob, size) in at_head.items() if mode.startswith("100") and size is not None and size <= TEXT_LIMIT]
    output = git.bytes("cat-file", "--batch", given="".join(f"{blob}\n" for _, blob in wanted).encode())
    counts, at = {}, 0
    for path, _ in wanted:
        end = output.index(b"\n", at)
        header = output[at:end].split()
        if header[-1] == b"missing":
            at = end + 1
            continue
        text = output[end + 1 : end + 1 + int(header[2])]
        at = end + 2 + len(text)
        if b"\0" not in text[:8000]:
            counts[path] = text.count(b"\n") + (text[-1:] not in (b"", b"\n"))
    return counts


def hotspots(plain, lines):
    scored = [{"path": path, "score": plain[path].commits * count, "commits": plain[path].commits, "lines": count} for path, count in lines.items() if path in plain]
    return sorted(scored, key=lambda spot: (-spot["score"], spot["path"]))


def cochange(together):
    pairs = [{"a": a, "b": b, "commits": count} for (a, b), count in together.items()]
    return sorted(pairs, key=lambda pair: (-pair["commits"], pair["a"], pair["b"]))
