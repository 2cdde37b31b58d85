"""Tags, and which of them is the latest release.

`latest_stable_semver` is the greatest tag `[v]MAJOR.MINOR.PATCH` without a pre-release part among all tags
of the repository, whether HEAD reaches it or not: what was released is released, also from another branch.
Tags of one part of a repository (`tool/v1.2.3`, `name-1.2.3`) are families of their own and listed beside it.
"""
import re
from collections import defaultdict

VERSION = re.compile(r"(?:(?P<family>.*?)(?P<join>[-/@]))?v?(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+.*)?$")
FORMAT = "%(refname:lstrip=2)%00%(objecttype)%00%(creatordate:unix)%00%(objectname)"


def tags(git):
    reached = set(git.lines("for-each-ref", "--merged=HEAD", "--format=%(refname:lstrip=2)", "refs/tags"))
    return [tag(git, line, reached) for line in git.lines("for-each-ref", f"--format={FORMAT}", "refs/tags")]


def tag(git, line, reached):
    name, kind, date, target = line.split("\0")
    peeled = git("rev-parse", "--verify", "--quiet", f"refs/tags/{name}^{{}}", check=False).strip() if kind == "tag" else target
    return {"tag": name, "annotated": kind == "tag", "date": int(date) if date else None, "commit": peeled or target, "reachable": name in reached}


def releases(listed):
    """The latest release of the repository, and of each family of tags."""
    families = defaultdict(list)
    for entry in listed:
        parts = VERSION.match(entry["tag"])
        if parts:
            numbers = tuple(int(number) for number in parts.group(3, 4, 5))
            families[parts["family"] or ""].append((numbers, parts[6] is None, entry["tag"], entry["reachable"]))
    own = [entry for entry in families.get("", []) if entry[1]]
    return {
        "latest_stable_semver": max(own)[2] if own else None,
        "latest_stable_reachable": max((entry for entry in own if entry[3]), default=(0, 0, None))[2],
        "tag_families": {name: family(entries) for name, entries in sorted(families.items())},
        "tags_not_semver": sorted(entry["tag"] for entry in listed if not VERSION.match(entry["tag"])),
    }


def family(entries):
    stable = [entry for entry in entries if entry[1]]
    return {"tags": len(entries), "latest_stable": max(stable)[2] if stable else None}
