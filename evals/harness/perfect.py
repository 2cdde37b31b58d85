"""The analysis that a perfect product would print for a truth document: what selftest checks the maps with."""


def analysis(area, truth):
    """An analysis in the contract's names that says exactly what the truth says."""
    return {"schema": "groundplan.analysis/1"} | MAKERS[area](truth)


def go(truth):
    return {
        "modules": [{"kind": last(module["file"]), "file": module["file"], "name": module.get("path", "")} for module in truth["modules"]],
        "files": [renamed(file, build_constraint="constraint") for file in of("go", truth["files"])],
        "packages": of("go", truth["packages"]),
        "interfaces": of("go", truth["interfaces"]),
        "types": of("go", truth["structs"], kind="struct") + [item | {"kind": "named"} for item in of("go", truth["other_types"])],
        "functions": [renamed(item, pointer_receiver="pointer") for item in of("go", truth["functions"])],
        "tests": [renamed(test, build_constraint="constraint") for test in of("go", truth["tests"])],
        "imports": of("go", truth["imports"]),
        "implementations": [implementation(pair) for pair in truth["implements"]],
    }


def calls(truth):
    ends = {"caller": {"name": "caller", "line": "caller_line"}, "callee": {"name": "callee", "file": "callee_file", "line": "callee_line"}}
    return {
        "calls": [
            {"language": "go", "file": edge["file"], "certainty": edge["certainty"]}
            | {end: {part: edge[source] for part, source in parts.items()} for end, parts in ends.items()}
            for edge in truth["calls"]
        ]
    }


def implementation(pair):
    ends = {end: {"file": pair[f"{end}_file"], "line": pair[f"{end}_line"], "name": pair[end]} for end in ("type", "interface")}
    return {"language": "go", "evidence": "assert" if pair.get("asserted") else "method-set"} | ends


def rust(truth):
    kinds = {"structs": "struct", "enums": "enum", "unions": "union", "type_aliases": "alias", "macro_rules": "macro"}
    types = [item | {"kind": kind} for name, kind in kinds.items() for item in of("rust", truth.get(name, []))]
    methods = [renamed(item, receiver="self_type", exported="pub") for item in of("rust", truth.get("methods", []))]
    tests = [item | {"kind": "test", "via": "attribute"} for item in of("rust", truth.get("tests", []))]
    by_macro = [item | {"kind": "test", "via": "macro"} for item in of("rust", truth.get("tests_by_macro", []))]
    return {
        "modules": [crate(item) for item in truth["crates"]],
        "rust_modules": truth["modules"],
        "interfaces": [renamed(item, exported="pub", test="cfg_test") for item in of("rust", truth.get("traits", []))],
        "types": [renamed(item, exported="pub", fields="fields" if "fields" in item else "variants") for item in types],
        "functions": [renamed(item, exported="pub") for item in of("rust", truth.get("functions", []))] + methods,
        "implementations": implementations(truth),
        "tests": tests + by_macro,
        "doc_tests": [item | {"kind": "doc"} for item in of("rust", truth.get("doc_tests", []))],
    }


def crate(item):
    targets = [{"kind": target["kind"][0], "name": target["name"], "src": target["src"]} for target in item["targets"]]
    return {"kind": "cargo-package", "file": item["manifest"], "name": item["name"], "targets": targets}


def implementations(truth):
    impls = [(item, item["name"], "impl") for item in truth.get("trait_impls", [])]
    derives = [(item, item["type"], "derive") for item in truth.get("derives", [])]
    return [
        {"language": "rust", "evidence": how, "file": item["file"], "line": item["line"], "type": {"name": name}, "interface": {"name": item["trait"]}}
        for item, name, how in impls + derives
    ]


def cargo_list(truth):
    return {"tests": [{"language": "rust", "kind": "test", "name": test["name"]} for test in truth["tests"]]}


def sql(truth):
    return {"migrations": {"sets": [migration_set(item) for item in truth["sets"]]}}


def migration_set(item):
    files = [migration | {"events": [event_names(event) for event in migration.get("events", [])]} for migration in item["migrations"] if migration["up"]]
    schema = item["schema"]
    enums = [{"name": enum["type"], "labels": enum["labels"]} for enum in schema["enums"]]
    return {"dir": item["dir"], "mode": item["mode"], "files": files, "schema": {"tables": [table(entry, schema) for entry in schema["tables"]], "enums": enums}}


def event_names(event):
    """The contract keeps the names of views, types, functions and triggers in `index`."""
    own = {"enum": "type", "view": "view", "function": "function", "trigger": "trigger"}.get(event["kind"])
    return event | {"index": event[own]} if own else event


def table(entry, schema):
    def of_table(kind):
        return [item for item in schema[kind] if (item["schema"], item["table"]) == (entry["schema"], entry["table"])]

    constraints = of_table("constraints")
    keys = [item["columns"] for item in constraints if item["kind"] == "primary key"]
    return {
        "schema": entry["schema"],
        "name": entry["table"],
        "columns": [item | {"name": item["column"]} for item in of_table("columns")],
        "indexes": [item | {"name": item["index"]} for item in of_table("indexes")],
        "foreign_keys": [item for item in constraints if item["kind"] == "foreign key"],
        "checks": [item for item in constraints if item["kind"] == "check"],
    } | ({"primary_key": keys[0]} if keys else {})


def routes(truth):
    listed = truth.get("registrations") or truth.get("documented", [])
    documents = [{"file": spec["file"], "operations": [{"method": method, "path": path} for method, path in spec["ops"]]} for spec in truth["specs"]]
    return {"routes": [{"protocol": "http"} | item for item in listed], "openapi": documents}


def git(truth):
    numbers = {name: truth["history"][name] for name in ("commits", "no_merges", "first_commit_time", "head_time")}
    return {
        "git": numbers
        | {
            "latest_release": truth["latest_stable_semver"],
            "contributors": truth["contributors"],
            "tags": [renamed(tag, name="tag") for tag in truth["tags"]],
            "files": [churn(file) for file in truth["files"]],
            "hotspots": [spot | {"rank": place} for place, spot in enumerate(truth["hotspots_top20"], 1)],
        }
    }


def churn(file):
    plain = file["plain"] or {"commits": 0}
    return {"path": file["path"]} | plain | {"commits_with_renames": (file["renames"] or {}).get("commits", 0)}


def of(language, items, **more):
    return [{"language": language} | item | more for item in items]


def renamed(item, **names):
    """The item with fields of the contract's names added."""
    return item | {new: item.get(old) for new, old in names.items()}


def last(path):
    return path.rsplit("/", 1)[-1]


MAKERS = {"go": go, "calls": calls, "rust": rust, "cargo-list": cargo_list, "sql": sql, "routes": routes, "git": git}
