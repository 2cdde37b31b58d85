"""The faults: each takes the text of a correct plan and gives places where it can be planted.

A mutator is a function of `Text` that yields `(line, new text)`: the 1-based line at which a finding must stand, and the
plan with one fault in it. `MUTATORS` says which rules may find it (several where the faults touch) and in which forms it
can be planted.
"""
import json
import re

TASK = re.compile(r"^(#{2,6} (T-\d+):|- \*\*(T-\d+)\*\*|- \[ \] (T\d{3}) )")
ID = re.compile(r"T-?\d{3}")


class Text:
    """A plan by lines."""

    def __init__(self, text, form):
        self.text, self.form, self.lines = text, form, text.split("\n")

    def replaced(self, number, line):
        """The plan with another line `number` (0-based)."""
        lines = list(self.lines)
        lines[number] = line
        return number + 1, "\n".join(lines)

    def inserted(self, number, *more, shift=1):
        """The plan with lines in front of line `number` (0-based); the finding stands in the first, or so many below."""
        return number + shift, "\n".join(self.lines[:number] + list(more) + self.lines[number:])

    def without(self, number, count=1, at=None):
        lines = self.lines[:number] + self.lines[number + count:]
        return (at if at is not None else number) + 1, "\n".join(lines)

    def prose(self):
        """Numbers and lines outside of code."""
        fenced = False
        for number, line in enumerate(self.lines):
            if line.lstrip().startswith("```"):
                fenced = not fenced
            elif not fenced:
                yield number, line

    def tasks(self):
        """(number, identifier) of the lines that open tasks."""
        for number, line in self.prose():
            found = TASK.match(line)
            if found:
                yield number, next(name for name in found.groups()[1:] if name)

    def behind(self, number):
        """The line behind the block of the task that opens in line `number`."""
        heading = self.lines[number].startswith("#")
        for other in range(number + 1, len(self.lines)):
            line = self.lines[other]
            if line.startswith("#") or (not heading and TASK.match(line)) or (not heading and line and not line.startswith(" ")):
                return other
        return len(self.lines)


def matching(pattern, replace, flags=0):
    """Replaces the first match in each line of prose."""
    compiled = re.compile(pattern, flags)

    def mutate(plan):
        for number, line in plan.prose():
            if compiled.search(line):
                changed = compiled.sub(replace, line, count=1)
                if changed != line:
                    yield plan.replaced(number, changed)
    return mutate


def swapped(verb, other):
    """Another verb in front of a path, wherever the plan has the first one there."""
    def mutate(plan):
        for path in dict.fromkeys(re.findall(rf"\b{verb}:? `([^`*]+)`", plan.text, re.IGNORECASE)):
            first = re.compile(rf"\b{verb}(?=:? `{re.escape(path)}`)", re.IGNORECASE)
            text = first.sub(lambda found: other.capitalize() if found.group(0)[0].isupper() else other, plan.text)
            # The tree of files: PATH   # create T-001.
            text = re.sub(rf"(?m)^({re.escape(path)} +# ){verb}\b", rf"\1{other}", text)
            yield tuple(at + 1 for at, line in enumerate(plan.lines) if first.search(line)), text
    return mutate


def cycle(plan):
    """A task waits for one that waits for it."""
    needs = {}
    places = dict((name, number) for number, name in plan.tasks())
    for name, number in places.items():
        for other in range(number, plan.behind(number)):
            found = re.search(r"(after|Blocked by\*\*:|depends on) ([^(]*)", plan.lines[other])
            if found:
                needs.setdefault(name, []).extend(ID.findall(found.group(2)))
    for name, wanted in needs.items():
        for other in wanted[:1]:
            if other not in places:
                continue
            for number in range(places[other], plan.behind(places[other])):
                line = plan.lines[number]
                if "**Blocked by**:" in line:
                    # The words that close the circle may stand in either task.
                    yield (number + 1, places[name] + 1), plan.replaced(number, re.sub(r"none$", "", line) + (", " if ID.search(line) else "") + name)[1]
                elif line.startswith(f"- **{other}**") and " h (" in line:
                    yield (number + 1, places[name] + 1), plan.replaced(number, line.replace(" h (", f" h, after {name} (", 1))[1]


def duplicate(plan):
    """A task takes the identifier of the one before it."""
    before = None
    for number, name in plan.tasks():
        if before and plan.lines[number].startswith("#") and before != name:
            yield plan.replaced(number, plan.lines[number].replace(name, before, 1))
        before = name


def empty_section(plan):
    for number, line in plan.prose():
        if re.match(r"^## ", line):
            yield plan.inserted(number, "## Roll-out by region", "")


def without_section(plan):
    """A section of the standard with all that is in it."""
    starts = [number for number, line in plan.prose() if re.match(r"^## \d\. ", line)] + [len(plan.lines)]
    for start, end in zip(starts, starts[1:]):
        if "Phase Breakdown" not in plan.lines[start]:
            yield plan.without(start, end - start, at=0)


def without_criteria(plan):
    """A task or phase without its list of criteria."""
    for number, line in plan.prose():
        if re.match(r"^\*\*Acceptance [Cc]riteria\*\*", line):
            end = number + 1
            while end < len(plan.lines) and (not plan.lines[end] or plan.lines[end].startswith("- [")):
                end += 1
            above = max((at for at in range(number) if re.match(r"^#{3} ", plan.lines[at])), default=None)
            if above is not None:
                yield plan.without(number, end - number, at=above)


def empty_criteria(plan):
    for number, line in plan.prose():
        if re.match(r"^\*\*Acceptance [Cc]riteria\*\*", line):
            end = number + 1
            while end < len(plan.lines) and (not plan.lines[end] or plan.lines[end].startswith("- [")):
                end += 1
            yield number + 1, "\n".join(plan.lines[:number + 1] + [""] + plan.lines[end:])


def criterion(text):
    """A criterion beside those that are there."""
    def mutate(plan):
        for number, line in plan.prose():
            if re.match(r"^\*\*Acceptance [Cc]riteria\*\*", line):
                yield plan.inserted(number + 2, text)
    return mutate


def lost_requirement(plan):
    """No line names the requirement any more."""
    served = sorted(set(re.findall(r"\b(?:FR|NFR)-\d{3}\b", plan.text)))
    for name in served:
        changed = re.sub(rf"(, )?\b{name}\b", "", plan.text)
        yield None, changed.replace("(, ", "(").replace("**Traces**: , ", "**Traces**: ")


def untraced(plan):
    for number, name in plan.tasks():
        for other in range(number, plan.behind(number)):
            line = plan.lines[other]
            if line.startswith("- **Traces**:") and not line.endswith("none"):
                yield number + 1, plan.replaced(other, "- **Traces**: none")[1]
            elif re.match(rf"^- \*\*{name}\*\*.*\([^()]*\)$", line) and "continued" not in line:
                yield plan.replaced(other, re.sub(r" \([^()]*\)$", "", line))


def other_sum(plan):
    for number, line in plan.prose():
        if re.match(r"^total_hours: ", line):
            for add in (4, 10, 40):
                yield plan.replaced(number, f"total_hours: {float(line.split(': ')[1]) + add:g}")
        found = re.match(r"^(#### Week \d+: .*\()(\d+(?:\.\d)?)( h\))$", line)
        if found and float(found.group(2)) + 4 <= 56:
            yield plan.replaced(number, f"{found.group(1)}{float(found.group(2)) + 4:g}{found.group(3)}")


def overloaded(plan):
    for number, line in plan.prose():
        found = re.match(r"^(#### Week \d+: .*\()(\d+(?:\.\d)?)( h\))$", line)
        if found:
            yield plan.replaced(number, f"{found.group(1)}{float(found.group(2)) + 60:g}{found.group(3)}")


def other_weeks(plan):
    for number, line in plan.prose():
        if number and re.match(r"^### Phase [2-9].*\(weeks? ", line):
            yield plan.replaced(number, re.sub(r"weeks? (\d+)", lambda found: f"weeks {int(found.group(1)) + 1}-{int(found.group(1)) + 3}, was week {found.group(1)}", line))
        if re.match(r"^#### Week \d+:", line):
            yield plan.replaced(number, re.sub(r"Week (\d+)", lambda found: f"Week {int(found.group(1)) + 20}", line, count=1))


def task_field(line):
    """Adds a line to each task of the living form."""
    def mutate(plan):
        for number, name in plan.tasks():
            if plan.lines[number].startswith("### "):
                end = next((at for at in range(number, plan.behind(number)) if plan.lines[at].startswith("- **Estimate**")), None)
                if end is not None:
                    yield plan.inserted(end, *line(name))
    return mutate


def fence(language, text):
    """A block of code in front of each list of criteria, about a table that the repository has."""
    def mutate(plan):
        table, column = ("fee_charge", "payer_account") if "fee_charge" in plan.text else ("account", "alias")
        filled = text.replace("TABLE_NAME", table).replace("COLUMN_NAME", column)
        for number, line in plan.prose():
            if re.match(r"^\*\*Acceptance [Cc]riteria\*\*", line):
                yield plan.inserted(number, f"```{language}", filled, "```", "", shift=2)
    return mutate


def title(text):
    """Another title for tasks, in plans of the service whose endpoint it names."""
    def mutate(plan):
        if "/v1/packages" not in plan.text:
            return
        for number, name in plan.tasks():
            line = plan.lines[number]
            if line.startswith("### "):
                yield plan.replaced(number, f"### {name}: {text}")
    return mutate


def open_endpoint(plan):
    """A task that serves an endpoint says that anybody may call it; only where others are guarded."""
    for number, _ in plan.tasks():
        line = plan.lines[number]
        if line.startswith("### ") and "Serve `" in line and "/v1/packages" in plan.text:
            marked, text = plan.inserted(number + 2, "The endpoint is public, no authentication.", "")
            yield number + 1, text


def slow_table(plan):
    for number, _ in plan.tasks():
        if plan.lines[number].startswith("### ") and "Create table" in plan.lines[number]:
            for other in range(number, plan.behind(number)):
                if plan.lines[other].startswith("- **Estimate**"):
                    yield plan.replaced(other, "- **Estimate**: 15 h")


def without_down(plan):
    """No line names the down file any more."""
    for path in sorted(set(re.findall(r"migrations/\d+_\w+\.down\.sql", plan.text))):
        kept = [line for line in plan.lines if not re.match(rf"^\s*-? ?(Create: `)?{re.escape(path)}", line)]
        text = "\n".join(kept).replace(f", `{path}`", "").replace(f" and `{path}`", "")
        up = path.replace(".down.", ".up.")
        line = next((at + 1 for at, line in enumerate(text.split("\n")) if up in line), None)
        if path not in text:
            yield line, text


def without_tests(plan):
    """A task that creates code loses every line that speaks of tests."""
    for number, name in plan.tasks():
        end = plan.behind(number)
        block = plan.lines[number:end]
        if any("Create: `" in line and ".sql" not in line for line in block) and any("Test: `" in line for line in block):
            kept = [line for line in block if not re.search(r"\b[Tt]est(s|ed|ing)?\b|_test\.", line)]
            if kept and kept[0] == block[0]:
                text = "\n".join(plan.lines[:number] + kept + plan.lines[end:])
                for path in re.findall(r"Test: `([^`]+)`", "\n".join(block)):
                    text = text.replace(f", `{path}`", "")
                yield number + 1, text


def shuffled_row(plan):
    for number, line in plan.prose():
        found = re.match(r"^(\| T-\d+ \| .*? \| )(\d+(?:\.\d)?)( \| )", line)
        if found and f"### {line[2:7]}:" in plan.text:
            yield plan.replaced(number, line.replace(found.group(0), f"{found.group(1)}{float(found.group(2)) + 3:g}{found.group(3)}", 1))


def in_json(change):
    """A change of the parsed plan, told apart by the first line that differs."""
    def mutate(plan):
        whole = json.loads(plan.text)
        for changed in change(whole):
            text = json.dumps(changed, indent=2, ensure_ascii=False) + "\n"
            yield None, text
    return mutate


def copies(whole, paths):
    """A deep copy for each path, with the holder of its last key."""
    for path in paths:
        copy = json.loads(json.dumps(whole))
        holder = copy
        for key in path[:-1]:
            holder = holder[key]
        yield copy, holder, path[-1]


def set_to(value, *pattern):
    """Sets what the pattern names (`*` stands for every member of a list)."""
    def change(whole):
        paths = [[]]
        for key in pattern:
            grown = []
            for path in paths:
                holder = whole
                for part in path:
                    holder = holder[part]
                if key == "*":
                    grown += [path + [at] for at in range(len(holder))]
                elif isinstance(holder, list) or key in holder:
                    grown.append(path + [key])
            paths = grown
        for copy, holder, key in copies(whole, paths):
            if value is None:
                del holder[key]
            else:
                holder[key] = value(holder[key], key) if callable(value) else value
            yield copy
    return in_json(change)


def without_steps(whole):
    for at in range(len(whole["steps"]) - 1):
        copy = json.loads(json.dumps(whole))
        del copy["steps"][at]
        yield copy


def equal_times(whole):
    copy = json.loads(json.dumps(whole))
    for step in copy["steps"]:
        step["time_estimate"] = "2-3 hours"
    yield copy


def no_focus(whole):
    for at, step in enumerate(whole["steps"]):
        copy = json.loads(json.dumps(whole))
        for key in [key for key in step if key.endswith("_focus")]:
            del copy["steps"][at][key]
        yield copy


def no_files(whole):
    copy = json.loads(json.dumps(whole))
    for step in copy["steps"]:
        step["code_files"] = []
        step.pop("files", None)
    yield copy


def no_reason(whole):
    copy = json.loads(json.dumps(whole))
    copy["architecture"] = {"pattern": copy["architecture"].get("pattern", "layered")}
    yield copy


def of_tasks(change):
    """A change of task-master's list."""
    def mutate(plan):
        whole = json.loads(plan.text)
        for at in range(len(whole["master"]["tasks"])):
            copy = json.loads(json.dumps(whole))
            if change(copy["master"]["tasks"], at) is not False:
                yield None, json.dumps(copy, indent=2) + "\n"
    return mutate


def reworded(pattern, word, where=""):
    """Other words all over the plan for those that match, in plans that have the text `where`."""
    compiled = re.compile(pattern, re.IGNORECASE)

    def mutate(plan):
        if where in plan.text and compiled.search(plan.text):
            yield None, compiled.sub(word, plan.text)
    return mutate


def without_lines(pattern):
    """No line that matches is left; of JSON no text."""
    compiled = re.compile(pattern, re.IGNORECASE)

    def mutate(plan):
        if plan.form == "json":
            yield None, json.dumps(emptied(json.loads(plan.text), compiled), indent=2, ensure_ascii=False) + "\n"
        else:
            yield None, "\n".join(line for line in plan.lines if not compiled.search(line))
    return mutate


def emptied(value, compiled):
    if isinstance(value, dict):
        return {key: emptied(member, compiled) for key, member in value.items()}
    if isinstance(value, list):
        return [emptied(member, compiled) for member in value if not (isinstance(member, str) and compiled.search(member))]
    return "as it is" if isinstance(value, str) and compiled.search(value) else value


def above_tasks(line):
    """A line in front of each task."""
    def mutate(plan):
        for number, _ in plan.tasks():
            yield plan.inserted(number, line)
    return mutate


def below_tasks(line):
    """A line behind each task that opens in a list, or in its own list."""
    def mutate(plan):
        for number, _ in plan.tasks():
            heading = plan.lines[number].startswith("#")
            yield plan.inserted(number + 1, *(["", line, ""] if heading else ["  " + line]), shift=2 if heading else 1)
    return mutate


def nothing_left(plan):
    yield 1, "# Plan\n\nThe work is in the tracker of the team.\n"


def same_id(tasks, at):
    if not at:
        return False
    tasks[at]["id"] = tasks[at - 1]["id"]


# What may find it, what is done, in which forms, how.
MARKDOWN = ("classic", "living", "speckit", "openspec", "kiro")
MUTATORS = [
    ("grounded", "modify of a misspelled path", MARKDOWN, matching(r"(Modify:? `[^`]*)(\.go|\.yaml|\.rs)`", r"\1x\2`")),
    ("grounded", "modify instead of create", MARKDOWN, swapped("create", "modify")),
    ("grounded", "create instead of modify", MARKDOWN, swapped("modify", "create")),
    ("grounded", "line beyond the end", ("classic", "living"), matching(r"(`(?!\.\./)[^`:]+\.go):(\d+)`", r"\1:9\g<2>9`")),
    ("grounded", "reference to a misspelled path", ("classic", "living"), matching(r"`(internal/[^`:]+)\.go:(\d+)`", r"`\1z.go:\2`")),
    ("grounded", "unknown make target", ("classic",), fence("bash", "make deploy-everything")),
    ("grounded", "unknown table", ("living",), task_field(lambda _: ["- Reads the table `fee_packagez` of the repository"])),
    ("grounded", "unknown dependency", ("living",), task_field(lambda _: ["- Uses the library `github.com/jackc/pgx9/v5`"])),
    ("complete.dependency-cycle", "a circle of two", ("classic", "living"), cycle),
    ("complete.unknown-dependency", "identifier that is not there", ("classic", "living"),
     matching(r"((?:after|Blocked by\*\*:) (?:T-\d{3}, )*)T-\d{3}", r"\1T-987")),
    ("complete.unknown-dependency", "number that is not there", ("taskmaster",),
     of_tasks(lambda tasks, at: tasks[at].update(dependencies=[77]))),
    ("complete.duplicate-id", "the identifier of the task before", ("living",), duplicate),
    ("complete.duplicate-id", "the number of the task before", ("taskmaster",), of_tasks(same_id)),
    ("complete.later-phase", "a task of phase 1 after one of the last", ("classic",),
     matching(r"^(- \*\*T-00\d\*\* .*, \d+(?:\.\d)? h)(, after [^(]*)?( \()", r"\1, after T-9LAST\3")),
    ("complete.oversized-task", "30 hours", ("living",), matching(r"^- \*\*Estimate\*\*: [\d.]+ h", "- **Estimate**: 30 h")),
    ("complete.dates", "the end before the start", ("living",), task_field(lambda _: ["- **Start**: 2026-03-10", "- **End**: 2026-03-06"])),
    ("complete.dates", "a weekday that it is not", ("living",), task_field(lambda _: ["- **Start**: 2026-03-02 (Tue)"])),
    ("complete.dates", "a day that no calendar has", ("living",), task_field(lambda _: ["- **Start**: 2026-02-30"])),
    ("complete.requirement-without-task", "all mentions gone", ("classic", "living"), lost_requirement),
    ("complete.task-without-requirement", "traces gone", ("classic", "living"), untraced),
    ("complete.unknown-requirement", "a number too far", ("classic", "living", "kiro"),
     matching(r"((?:\*\*T-\d+\*\*|\*\*Traces\*\*|_Requirements:).*)\bFR-0(\d\d)\b", r"\1FR-9\2")),
    ("complete.missing-section", "a section of the standard gone", ("classic",), without_section),
    ("complete.empty-section", "a heading with nothing", ("classic", "living"), empty_section),
    ("complete.missing-criteria", "the list of criteria gone", ("classic", "living"), without_criteria),
    ("complete.empty-criterion", "a label without list", ("classic", "living"), empty_criteria),
    ("complete.empty-criterion", "a box without text", ("classic", "living"), criterion("- [ ]")),
    ("complete.placeholder", "TBD in a criterion", ("classic", "living"), criterion("- [ ] The retention is TBD (T-001)")),
    ("complete.placeholder", "a template's words", MARKDOWN, matching(r"^(- \[ \] .*)$", r"\1 <name of the service>")),
    ("complete.weeks", "another number of a week or phase", ("classic",), other_weeks),
    ("complete.hours", "another sum", ("classic", "living"), other_sum),
    ("complete.capacity", "60 hours more in a week", ("classic",), overloaded),
    ("complete.table", "other hours in the table", ("living",), shuffled_row),
    ("complete.step-order", "a step gone", ("json",), in_json(without_steps)),
    ("complete.estimate", "words for hours", ("json",), set_to("a while", "steps", "*", "time_estimate")),
    ("complete.estimate", "no hours", ("json",), set_to(None, "steps", "*", "time_estimate")),
    ("testable.vague", "vague words", ("classic", "living"), criterion("- [ ] Errors are handled appropriately (T-001)")),
    ("testable.vague", "vague words in a step", ("json",), set_to("Handle errors appropriately and make it fast", "steps", "*", "description")),
    ("testable.criterion", "nothing to observe", ("classic", "living"), criterion("- [ ] The quality of the code is good")),
    ("testable.demo", "an endpoint that nobody has", ("classic",), fence("bash", "curl -s http://localhost:4010/v1/packagez")),
    ("testable.untested-task", "the tests of a task gone", ("living",), without_tests),
    ("house.coverage", "55 percent", ("classic", "living"), criterion("- [ ] Coverage of statements is at least 55%")),
    ("house.phase-length", "a phase of nine weeks", ("classic",), matching(r"^(### Phase \d: .*)\(weeks? [\d-]+\)", r"\1(9 weeks)")),
    ("house.estimate", "15 hours for a table", ("living",), slow_table),
    ("safe.migration-down", "the down file gone", MARKDOWN, without_down),
    ("safe.migration-number", "a number that is taken", MARKDOWN, matching(r"migrations/0000(0[5-9])_(\w+)\.up", r"migrations/000001_\2.up")),
    ("safe.destructive-sql", "a column dropped", ("classic", "living"), fence("sql", "ALTER TABLE TABLE_NAME DROP COLUMN COLUMN_NAME;")),
    ("safe.locking-index", "an index that locks", ("classic", "living"), fence("sql", "CREATE INDEX idx_x ON TABLE_NAME (created_at);")),
    ("safe.not-null", "NOT NULL without default", ("classic", "living"), fence("sql", "ALTER TABLE TABLE_NAME ADD COLUMN x uuid NOT NULL;")),
    ("safe.root-group", "middleware on the root", ("classic", "living"), fence("go", 'api := app.Group("/", auth.Require("fees"))')),
    ("safe.unauthenticated", "open to all", ("living",), open_endpoint),
    ("safe.shadowed-endpoint", "a fixed path beside a parameter", ("living",), title("Serve `GET /v1/packages/export`")),
    ("safe.breaking-change", "an endpoint goes", ("living",), title("Remove `GET /v1/packages/{id}`")),
    ("safe.secret", "a password in a connection string", ("classic", "living", "speckit", "openspec", "kiro"),
     below_tasks("- Set `DATABASE_URL=postgres://fees:kT4-winter-9@db/fees`")),
    ("safe.secret", "a password beside its name", ("json",), set_to("Set password=kT4-winter-9 for the pool", "steps", "*", "rationale")),
    ("waiver.no-reason", "no reason", ("classic", "living", "speckit", "openspec", "kiro"),
     above_tasks("<!-- groundplan: allow grounded.no-such-file -->")),
    ("waiver.unknown-rule", "a misspelled rule", ("classic", "living", "speckit", "openspec", "kiro"),
     above_tasks("<!-- groundplan: allow grounded.no-such-fil because a branch brings it -->")),
    ("waiver.unused", "nothing to let stand", ("classic", "living", "speckit", "openspec", "kiro"),
     above_tasks("<!-- groundplan: allow grounded.no-such-file because a branch brings it -->")),
    ("plan.nothing-planned", "the work gone", ("classic", "living", "speckit", "openspec", "kiro"), nothing_left),
    ("house.practice", "no word of a practice", ("classic",), reworded(r"\b(kubernetes|helm|k8s|charts?|manifests?)\b", "hosting",
                                                                          # Where it is optional, nothing is wrong without it.
                                                                          where="HP-orchestration")),
    ("house.test-level", "no word of integration tests", ("classic",),
     # Names of files tell of tests, too.
     reworded(r"(?<![a-z])(integration|testcontainers|real database)(?![a-z])", "further")),
    ("criteria.performance", "no line with a target", ("classic", "json"),
     without_lines(r"latency|throughput|availability|\bP\d\d\b|\d ?ms\b|per second|req/s|rps|\d ?%")),
    ("criteria.reliability", "no word of failure", ("classic", "json"),
     reworded(r"(error|fail|retr(y|ie)|time-?out|time limit|fallback|idempoten|rollback|roll back|outage|circuit breaker|recover|crash|unavailable|degrad)\w*", "case")),
    ("criteria.pattern", "no pattern", ("json",), set_to(None, "architecture", "pattern")),
    ("criteria.pattern", "no reason", ("json",), in_json(no_reason)),
    ("criteria.times", "one time for all", ("json",), in_json(equal_times)),
    ("criteria.testing", "an empty list", ("json",), set_to([], "testing", "unit_tests")),
    ("criteria.testing", "no edge cases", ("json",), set_to(None, "testing", "edge_cases")),
    ("criteria.testing", "no testing", ("json",), set_to(None, "testing")),
    ("criteria.focus", "no focus", ("json",), in_json(no_focus)),
    ("criteria.organisation", "no files", ("json",), in_json(no_files)),
    ("criteria.deployment", "no deployment", ("json",), set_to(None, "deployment_considerations")),
    ("criteria.deployment", "one word", ("json",), set_to({"strategy": "standard"}, "deployment_considerations")),
    ("criteria.empty-value", "the key again", ("json",), set_to(lambda _, key: key.replace("_", " "), "steps", "*", "rationale")),
    ("criteria.empty-value", "one word", ("json",), set_to("Implementation", "steps", "*", "description")),
]
