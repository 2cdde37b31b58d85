"""Applies the migrations of a repository and tells what each statement made.

Every up file is tried on a fresh copy of the schema so far in three ways: as one message (`whole`, several
statements are then one transaction), cut at every semicolon (`split`) and statement by statement
(`statements`). It is then applied for good statement by statement in one session, with the catalog read
after each, so that every object carries the file and the line of the statement that made it.
"""
import re

from .changes import changes, without_oids
from .layouts import find_sets, migrations
from .server import Session
from .statements import at_semicolons, statements

QUIET = {"insert", "update", "delete", "comment", "set", "grant", "revoke", "analyze"}


def truth(repository, server, sets=None, prepare=""):
    """The truth document of all migration sets of a repository."""
    found = sets or find_sets(repository)
    try:
        replayed = [Replay(repository, server, prepare).run(folder, layout) for folder, layout in found]
    finally:
        for database in server.databases:
            server.drop(database)
    return {"tool": "sqltruth 2", "server": server.version(), "sets": replayed}


class Replay:
    """One migration set on its way up and down."""

    def __init__(self, repository, server, prepare):
        self.repository, self.server, self.prepare = repository, server, prepare
        self.main, self.trial = server.databases

    def run(self, folder, layout):
        listed = migrations(self.repository, folder, layout)
        self.server.fresh(self.main)
        if self.prepare:
            self.server.messages(self.main, [self.prepare])
        result = {"dir": folder, "layout": layout, "migrations": []} | gaps([version for (version, _), _ in listed])
        before, applied = self.server.catalog(self.main), []
        for (version, name), parts in listed:
            migration = {"version": version, "name": name} | {way: parts[way].path if way in parts else None for way in ("up", "down")}
            result["migrations"].append(migration)
            if "up" not in parts:
                migration["error"] = "no up file"
                continue
            before = self.step(migration, parts, before)
            applied.append((migration, parts))
        result["schema"] = without_oids(before)
        result["down_chain"] = self.way_down(applied)
        failed = [migration["up"] for migration in result["migrations"] if migration.get("errors")]
        return result | {"judged": 2 * len(failed) <= len(listed), "failed": failed, "mode": mode(result["migrations"])}

    def step(self, migration, parts, before):
        up = parts["up"]
        cut = statements(up.sql)
        ways = {"whole": [up.sql], "split": at_semicolons(up.sql), "statements": [sql for _, sql in cut]}
        migration["statements"] = len(cut)
        migration["modes"] = self.attempts(ways)
        migration["events"], migration["errors"] = self.apply(cut, up.offset, before)
        after = self.server.catalog(self.main)
        if "down" in parts:
            migration["down_result"] = self.one_down(parts["down"].sql, before, after)
        return after

    def attempts(self, ways):
        """Each way once: of a single statement they are all the same."""
        results, ends = {}, "; \n"
        for way, messages in ways.items():
            sent = tuple(message.strip(ends) for message in messages if message.strip(ends))
            results.setdefault(sent, {})[way] = messages
        return {way: done for same in results.values() for done in [self.attempt(next(iter(same.values())))] for way in same}

    def attempt(self, messages):
        self.server.fresh(self.trial, self.main)
        error = self.server.messages(self.trial, messages)
        return {"ok": error is None} | ({"error": error} if error else {})

    def apply(self, cut, offset, before):
        session, events, errors = Session(self.server, self.main), [], []
        for line, sql in cut:
            error = session.do(sql)[1]
            if error:
                errors.append({"line": line + offset, "error": error[:300]})
                session.do("rollback")
            elif first_word(sql) in QUIET:
                continue
            now = session.catalog()
            if now is not None:
                events += [{"line": line + offset} | change for change in changes(before, now)]
                before = now
        session.close()
        left = changes(before, self.server.catalog(self.main))
        return events + [{"line": None} | change for change in left], errors

    def one_down(self, sql, before, after):
        """A down file alone, on the state that its up left."""
        cut = [text for _, text in statements(sql)]
        result = {"statements": len(cut)}
        if not cut:
            return result | {"restores": not changes(before, after)}
        for way, messages in (("whole", [sql]), ("statements", cut)):
            attempt = self.attempt(messages)
            result[way] = attempt
            if attempt["ok"]:
                break
        left = [change for change in changes(before, self.server.catalog(self.trial)) if change["op"] != "recreate"]
        return result | {"restores": not left} | ({"left": [brief(change) for change in left[:12]]} if left else {})

    def way_down(self, applied):
        """The whole way down, newest first: the first file that fails, or what is left at the end."""
        for migration, parts in reversed(applied):
            if "down" not in parts:
                return {"ok": False, "at": migration["up"], "error": "no down file"}
            error = self.server.messages(self.main, [sql for _, sql in statements(parts["down"].sql)])
            if error:
                return {"ok": False, "at": migration["down"], "error": error}
        end = self.server.catalog(self.main)
        return {"ok": True, "left": {kind: len(items) for kind, items in end.items() if items}}


def mode(migrations):
    """`file` or `split` where the set runs in only one of the two ways; none where both or neither do."""
    whole, split = (all(migration["modes"][way]["ok"] for migration in migrations if "modes" in migration) for way in ("whole", "split"))
    return None if whole == split else "file" if whole else "split"


def gaps(versions):
    repeated = sorted({version for version in versions if versions.count(version) > 1}, key=str)
    numbers = [version for version in versions if isinstance(version, int)]
    dense = numbers and len(numbers) == len(versions) and numbers[-1] - numbers[0] < 10 * len(numbers)
    missing = [version for version in range(numbers[0], numbers[-1]) if version not in numbers] if dense else []
    return {"duplicate_versions": repeated, "missing_versions": missing}


def first_word(sql):
    word = re.match(r"\s*(\w+)", sql)
    return word[1].lower() if word else ""


def brief(change):
    kept = ("op", "kind", "table", "column", "index", "name", "type", "function", "trigger", "view")
    return {field: value for field, value in change.items() if field in kept}
