"""Which commands run beside each other on which repository, and the goals that their figures answer to."""
from .commands import OFTEN, Analyses, after_commit, after_edits, edited, fill, forget, git_command, like, peers, settled, without_output, yardstick
from .places import compound, lay, unreadable
from .rounds import Experiment
from .values import Evenness, Extra, Peak, Ratio, Row

# Names of the commands, and what `analyze` has to know for them.
STRUCTURE, BODIES, CALLS = "structure", "full facts", "with calls"
FACTS = {STRUCTURE: ("--facts", "structure"), BODIES: ("--facts", "bodies"), CALLS: ()}
YARDSTICK, WHOLE, STATUS = "yardstick", "structure, every file parsed whole", "git status"
ALL_CORES, REVISION, FIRST = "with calls, all cores", "with calls, --rev", "with calls, first run with a cache"
NAMES, LINES, NO_HISTORY = "history by names", "history by lines", "no history"
NAMES_FLAG = ("--history", "names")
LOG_NAMES, LOG_PLAIN, LOG_LINES = "git log --name-only", "git log --name-only --no-renames", "git log --numstat -M"
SIZES = (2, 5, 10, 20, 40, 80)
MEMORY_SIZE = 250


def all_experiments(programs, places, options):
    """Pairs of an experiment and its rows; made one after the other, as each is about to be measured."""
    wanted = lambda name: not options.part or name in options.part  # noqa: E731
    for role in ("target", "go", "rust"):
        for place in having(places, role):
            for name, make in PARTS.items():
                if wanted(name):
                    yield make(programs, place, role)
    for place in having(places, "target"):
        if wanted("peers"):
            entry = {"name": place.name, "revision": place.revision, "url": str(place.path), "roles": place.roles}
            yield against_peers(programs, place, lay(entry, None, "+aider"))
        if wanted("plan"):
            yield planning(programs, place, having(places, "reference"))
        if wanted("threads"):
            yield threads(programs, place)
    for place in having(places, "vendored"):
        if wanted("vendored"):
            yield vendored(programs, place)
    if wanted("scale"):
        yield scale(programs, having(places, "scale"))
    if wanted("memory"):
        yield memory(programs, having(places, "memory"))


def having(places, role):
    return [place for place in places if role in place.roles]


def known(programs, experiment, flags, command):
    """Takes a command in, or says why not."""
    lacking = programs.lacks(" ".join(flags)) if flags else ""
    if lacking:
        experiment.missing[command().name] = lacking
    else:
        experiment.commands.append(command())


def cold(programs, place, role):
    """Facts out of text, on one core."""
    run, experiment = Analyses(programs, place), Experiment(f"{place.short} cold", [yardstick(programs, place)])
    for name, flags in FACTS.items():
        known(programs, experiment, flags, lambda: run.cold(name, *flags))
    known(programs, experiment, ("--full-parse",), lambda: run.cold(WHOLE, "--full-parse", *FACTS[STRUCTURE]))
    experiment.commands += [
        yardstick(programs, place, "read only", "--mode", "read"),
        run.cold(REVISION, "--rev", "HEAD"),
        forget(run.kept(FIRST, "first", "--no-history")),
        run.cold(ALL_CORES, jobs=0),
    ]
    on, limit = place.short, 0.45 if role == "rust" else 0.25
    return experiment, [
        Row("cold structure ÷ yardstick", on, Ratio((STRUCTURE,), (YARDSTICK,)), limit),
        Row("cold structure, every file parsed whole, as without a body lexer ÷ yardstick", on, Ratio((WHOLE,), (YARDSTICK,)), 1.1),
        Row("cold full facts ÷ yardstick", on, Ratio((BODIES,), (YARDSTICK,)), 0.45),
        Row("cold with calls (the default) ÷ yardstick", on, Ratio((CALLS,), (YARDSTICK,))),
        Row("`--rev` cold ÷ worktree cold", on, Ratio((REVISION,), (CALLS,)), 1.15),
        Row("first run, which fills the cache ÷ without a cache", on, Ratio((FIRST,), (CALLS,))),
        Row("peak memory, cold, all cores", on, Peak(ALL_CORES), 60 if role == "target" else None),
    ]


def warm(programs, place, _role):
    """With a cache that an earlier run filled, history included."""
    run, none, gone = Analyses(programs, place), "nothing changed", "nothing changed, no output file"
    one, many, moved = "1 file edited, no fact changed", "20 files edited, no fact changed", "1 file edited, its lines moved"
    experiment = Experiment(f"{place.short} warm", [git_command(place, STATUS, "status", times=OFTEN)])
    filled = fill(run.kept(none, "warm", times=OFTEN))
    other = lambda name, cache: like(run.kept(name, cache, times=OFTEN), filled)  # noqa: E731
    experiment.commands += [
        filled,
        without_output(other(gone, "gone")),
        after_edits(other(one, "one"), edited(place, 1)),
        after_edits(other(many, "many"), edited(place, 20)),
        after_edits(other(moved, "moved"), edited(place, 1), at_the_end=False),
    ]
    on = place.short
    return experiment, [
        Row("warm, nothing changed, output file as it was ÷ `git status`", on, Ratio((none,), (STATUS,)), 2),
        Row("warm, nothing changed, output file written ÷ `git status`", on, Ratio((gone,), (STATUS,)), 2),
        Row("more when 1 file is edited and no fact changes; output written in both", on, Extra((one,), (gone,)), 2),
        Row("more when 20 files are edited and no fact changes, for each", on, Extra((many,), (gone,), 20), 2),
        Row("more when 1 file is edited and its lines move", on, Extra((moved,), (gone,)), 2),
    ]


def history(programs, place, role):
    """The walk over the commits, without the files: what it takes more than an analysis of the README alone."""
    run, experiment = Analyses(programs, place), Experiment(f"{place.short} history", [])
    little = ("--include", "/README.md")
    without = unreadable(place.path)
    logs = [git_command(place, name, *name.split()[1:], *without) for name in (LOG_NAMES, LOG_LINES)]
    plain = git_command(place, LOG_PLAIN, *LOG_PLAIN.split()[1:])
    experiment.commands += [logs[0], plain, run.cold(NO_HISTORY, *little, times=OFTEN)]
    known(programs, experiment, NAMES_FLAG, lambda: run.cold(NAMES, *NAMES_FLAG, *little, history=True))
    if role == "target":
        experiment.commands += [logs[1], run.cold(LINES, *little, history=True)]
    flags = little if programs.lacks(" ".join(NAMES_FLAG)) else (*little, *NAMES_FLAG)
    none, more = "history kept, nothing new", "history kept, one new commit"
    kept = settled(fill(run.kept(none, "history", *flags, times=OFTEN)))
    experiment.commands += [kept, after_commit(run.kept(more, "history", *flags, times=3), kept, edited(place, 1)[0])]
    rows = [
        Row("churn by names ÷ `git log --name-only`", place.short, Ratio((NAMES,), (LOG_NAMES,), (NO_HISTORY,)), 1.1),
        Row("churn by names ÷ `git log --name-only --no-renames`", place.short, Ratio((NAMES,), (LOG_PLAIN,), (NO_HISTORY,)), 1.1),
        Row("history after one new commit", place.short, Extra((more,), (none,)), 20),
        Row("churn by lines, with renames ÷ `git log --numstat -M`", place.short, Ratio((LINES,), (LOG_LINES,), (NO_HISTORY,))),
    ]
    return experiment, rows if role == "target" else rows[:3]


PARTS = {"cold": cold, "warm": warm, "history": history}


def against_peers(programs, place, alone):
    run, experiment = Analyses(programs, place), Experiment(f"{place.short} peers", [yardstick(programs, place)])
    for name in (STRUCTURE, BODIES):
        known(programs, experiment, FACTS[name], lambda: run.cold(name, *FACTS[name]))
    experiment.commands += [run.cold(CALLS), *peers(programs, place, alone)]
    for peer, reason in programs.missing.items():
        experiment.missing.update({name: f"{peer}: {reason}" for name in PEER_NAMES[peer]})
    less = lambda peer, floor: Row(f"{peer} ÷ cold structure", place.short, Ratio((peer,), (STRUCTURE,)), floor, at_least=True)  # noqa: E731
    rows = [less(peer, floor) for peer, floor in PEER_FLOORS]
    rows.append(Row("cold structure ÷ ctags", place.short, Ratio((STRUCTURE,), ("ctags",)), 1.5))
    rows += [Row(f"{peer} ÷ cold full facts", place.short, Ratio((peer,), (BODIES,))) for peer, _ in PEER_FLOORS]
    rows += [Row(f"{peer} ÷ cold with calls", place.short, Ratio((peer,), (CALLS,))) for peer, _ in PEER_FLOORS]
    return experiment, rows


PEER_NAMES = {"ctags": ("ctags",), "ast-grep": ("ast-grep outline",), "repomix": ("Repomix --compress",), "aider": ("aider, warm", "aider, cold")}
PEER_FLOORS = (("ast-grep outline", 5), ("aider, warm", 8), ("aider, cold", 25), ("Repomix --compress", 25))


def planning(programs, place, references):
    """A plan with its references and all their histories, beside the four analyses that it stands on."""
    experiment, names = Experiment(f"{place.short} plan", []), []
    for each in (place, *references):
        names.append(f"analyze {each.short}, with history")
        experiment.commands.append(Analyses(programs, each).cold(names[-1], history=True))
    plan, said = Analyses(programs, place).cold("plan, with history"), [word for each in references for word in ("--reference", each.path)]
    plan.words = [programs.binary, "plan", "--jobs", 1, "--no-cache", *said, "--stdout", "."]
    experiment.commands.append(plan)
    on = f"{place.short} with {', '.join(each.short for each in references)}"
    return experiment, [Row("`plan` cold ÷ `analyze` cold of the same repositories", on, Ratio((plan.name,), tuple(names)), 1.3)]


def threads(programs, place):
    """On an idle machine only; the table says how busy it was."""
    run, rows = Analyses(programs, place), []
    experiment = Experiment(f"{place.short} threads", [])
    for name in (STRUCTURE, CALLS):
        for jobs in (1, 2):
            known(programs, experiment, FACTS[name], lambda: run.cold(f"{name}, --jobs {jobs}", *FACTS[name], jobs=jobs))
        value = Ratio((f"{name}, --jobs 2",), (f"{name}, --jobs 1",), what="wall")
        rows.append(Row(f"two threads ÷ one, wall, {name}", place.short, value, 0.6))
    return experiment, rows


def vendored(programs, place):
    run, everything = Analyses(programs, place), "yardstick, vendored files too"
    experiment = Experiment(f"{place.short} vendored", [yardstick(programs, place, everything, "--vendored"), yardstick(programs, place)])
    for name in (STRUCTURE, CALLS):
        known(programs, experiment, FACTS[name], lambda: run.cold(name, *FACTS[name]))
    rows = [Row(f"mostly vendored, {name} ÷ parsing everything", place.short, Ratio((name,), (everything,)), 0.07) for name in (STRUCTURE, CALLS)]
    return experiment, rows


def scale(programs, places):
    """Trees of 2 to 80 MB with the same mixture of first-party source."""
    experiment, taken = Experiment("scale", []), {}
    trees = [compound(f"scale-{size}", places, size * 1e6) for size in SIZES]
    rows = []
    for name in (STRUCTURE, CALLS):
        taken[name] = []
        for size, (tree, length) in zip(SIZES, trees):
            title = f"{name}, {size} MB"
            known(programs, experiment, FACTS[name], lambda: Analyses(programs, tree).cold(title, *FACTS[name]))
            taken[name].append((title, length))
        rows.append(Row(f"cost for each MB from 2 to 80 MB, greatest ÷ least, {name}", "scale", Evenness(tuple(taken[name])), 1.3))
    parsing = [(f"yardstick, {size} MB", length) for size, (_, length) in zip(SIZES, trees)]
    experiment.commands += [yardstick(programs, tree, title) for (title, _), (tree, _) in zip(parsing, trees)]
    rows.append(Row("the same of the yardstick", "scale", Evenness(tuple(parsing))))
    return experiment, rows


def memory(programs, places):
    tree, length = compound(f"memory-{MEMORY_SIZE}", places, MEMORY_SIZE * 1e6)
    run, experiment = Analyses(programs, tree), Experiment("memory", [], most=2)
    for name in (STRUCTURE, CALLS):
        known(programs, experiment, FACTS[name], lambda: run.cold(f"{name}, {MEMORY_SIZE} MB", *FACTS[name], jobs=0))
    rows = [Row(f"peak memory, cold, all cores, {name}", f"{length / 1e6:.0f} MB", Peak(f"{name}, {MEMORY_SIZE} MB"), 200) for name in (STRUCTURE, CALLS)]
    return experiment, rows
