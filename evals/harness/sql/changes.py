"""What one statement changed: the difference of two readings of the catalog, as events."""

IDENTITY = {
    "tables": ("schema", "table"),
    "columns": ("schema", "table", "column"),
    "indexes": ("schema", "table", "index"),
    "constraints": ("schema", "table", "name"),
    "views": ("schema", "view"),
    "sequences": ("schema", "sequence"),
    "enums": ("schema", "type"),
    "domains": ("schema", "type"),
    "functions": ("schema", "function", "args"),
    "triggers": ("schema", "table", "trigger"),
    "policies": ("schema", "table", "policy"),
}
SINGULAR = {"indexes": "index", "policies": "policy", "schemas": "schema", "extensions": "extension"}
RECREATED = ("tables", "indexes", "constraints", "enums", "views")


def changes(before, after):
    """Events that turn one reading into the other; an object that keeps its oid under another name is renamed."""
    events = [event for kind in IDENTITY for event in changes_of(kind, before[kind], after[kind])]
    for kind in ("extensions", "schemas"):
        events += [{"op": "create", "kind": singular(kind), "name": name} for name in sorted(set(after[kind]) - set(before[kind]))]
        events += [{"op": "drop", "kind": singular(kind), "name": name} for name in sorted(set(before[kind]) - set(after[kind]))]
    return events


def changes_of(kind, before, after):
    key = IDENTITY[kind]
    old = {tuple(item[part] for part in key): item for item in before}
    new = {tuple(item[part] for part in key): item for item in after}
    gone, kept = set(old) - set(new), set(old) & set(new)
    by_oid = {old[name]["oid"]: name for name in gone if old[name].get("oid") is not None}
    for name in sorted(set(new) - set(old), key=str):
        former = by_oid.get(new[name].get("oid"))
        if former is None:
            yield created(kind, new[name])
            continue
        gone.discard(former)
        if former[-1] != name[-1] or len(name) == 2:
            yield event("rename", kind, name) | {"from": former[-1]}
        yield from altered(kind, name, old[former], new[name])
    yield from (event("drop", kind, name) for name in sorted(gone, key=str))
    for name in sorted(kept, key=str):
        if kind in RECREATED and old[name].get("oid") != new[name].get("oid"):
            yield event("recreate", kind, name)
        yield from altered(kind, name, old[name], new[name])


def altered(kind, name, old, new):
    quiet = (*IDENTITY[kind], "oid", "position", "def")
    changed = {field: [old.get(field), new[field]] for field in new if field not in quiet and old.get(field) != new[field]}
    if changed:
        yield event("alter", kind, name) | {"changed": changed}


def created(kind, item):
    """`kind` of a constraint is a field of its own, so it moves aside for the event's."""
    fields = {field: value for field, value in item.items() if field not in ("oid", "position")}
    return {"op": "create", "kind": singular(kind)} | {f"{singular(kind)}_kind" if field == "kind" else field: value for field, value in fields.items()}


def event(op, kind, name):
    return {"op": op, "kind": singular(kind)} | dict(zip(IDENTITY[kind], name))


def singular(kind):
    return SINGULAR.get(kind, kind[:-1])


def without_oids(catalog):
    """A reading as it can be kept: oids differ from run to run."""
    return {
        kind: [{field: value for field, value in item.items() if field != "oid"} if isinstance(item, dict) else item for item in items]
        for kind, items in catalog.items()
    }
