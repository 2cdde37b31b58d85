//! Which files are built together: every file as a set of builds ("worlds") that read it.
//!
//! The first worlds are those of linux/amd64 without cgo, once without tags and once with the tags that
//! a file off by default asks for. What none of them builds (another platform, cgo, `ignore`) gets a world of
//! its own.

use std::collections::BTreeSet;

use crate::model::FileFacts;

/// A set of worlds, one bit each.
pub(super) type Mask = u128;

/// Every world.
pub(super) const EVERY: Mask = Mask::MAX;

/// What files need: worlds, and the part of them that is linux/amd64.
pub(super) struct Worlds<'a> {
    worlds: Vec<World<'a>>,
    reference: Mask,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct World<'a> {
    system: &'a str,
    processor: &'a str,
    cgo: bool,
    tags: BTreeSet<&'a str>,
}

const HOME: World<'static> =
    World { system: "linux", processor: "amd64", cgo: false, tags: BTreeSet::new() };

const SYSTEMS: [&str; 17] = [
    "aix",
    "android",
    "darwin",
    "dragonfly",
    "freebsd",
    "hurd",
    "illumos",
    "ios",
    "js",
    "linux",
    "nacl",
    "netbsd",
    "openbsd",
    "plan9",
    "solaris",
    "wasip1",
    "windows",
];

/// Systems that the tag `unix` stands for.
const UNIX: [&str; 13] = [
    "aix",
    "android",
    "darwin",
    "dragonfly",
    "freebsd",
    "hurd",
    "illumos",
    "ios",
    "linux",
    "netbsd",
    "openbsd",
    "solaris",
    "zos",
];

const PROCESSORS: [&str; 17] = [
    "386", "amd64", "arm", "arm64", "loong64", "mips", "mips64", "mips64le", "mipsle", "ppc64",
    "ppc64le", "riscv64", "s390x", "sparc64", "wasm", "ppc", "riscv",
];

/// Tags that are no feature of the repository: by custom, or by the tools that set them.
const NO_FEATURES: [&str; 11] = [
    "appengine",
    "asan",
    "cgo",
    "gc",
    "gccgo",
    "ignore",
    "ignored",
    "msan",
    "race",
    "tools",
    "unix",
];

impl<'a> Worlds<'a> {
    /// The worlds that `files` ask for.
    pub(super) fn of(files: impl Iterator<Item = &'a FileFacts>) -> Self {
        let mut found = Self { worlds: vec![HOME], reference: 1 };
        let conditions: Vec<_> = files.map(Condition::of).filter(|one| !one.is_empty()).collect();
        for condition in &conditions {
            let features = condition.positive().filter(|tag| is_feature(tag)).collect();
            let world = World { tags: features, ..HOME };
            if found.of_condition(condition) == 0 && condition.holds(&world) {
                found.add(world);
            }
        }
        found.reference = found.every();
        for condition in &conditions {
            if found.of_condition(condition) == 0 {
                found.add_foreign(condition);
            }
        }
        found
    }

    fn every(&self) -> Mask {
        1_u128
            .checked_shl(u32::try_from(self.worlds.len()).unwrap_or(128))
            .map_or(EVERY, |bit| bit - 1)
    }

    fn add(&mut self, world: World<'a>) {
        if self.worlds.len() < 128 && !self.worlds.contains(&world) {
            self.worlds.push(world);
        }
    }

    /// The first platform that builds what linux/amd64 does not.
    fn add_foreign(&mut self, condition: &Condition<'a>) {
        let tags: BTreeSet<_> = condition.positive().filter(|tag| !is_platform(tag)).collect();
        let processors = || ["amd64"].into_iter().chain(condition.mentioned(&PROCESSORS));
        let systems = ["linux"].into_iter().chain(condition.mentioned(&SYSTEMS)).chain(["windows"]);
        for system in systems {
            for processor in processors() {
                let world = World { system, processor, cgo: true, tags: tags.clone() };
                if condition.holds(&world) {
                    return self.add(world);
                }
            }
        }
    }

    /// The worlds that read a file.
    pub(super) fn of_file(&self, file: &'a FileFacts) -> Mask {
        let condition = Condition::of(file);
        if condition.is_empty() { EVERY } else { self.of_condition(&condition) }
    }

    fn of_condition(&self, condition: &Condition<'_>) -> Mask {
        let bits = self.worlds.iter().enumerate();
        bits.filter(|(_, world)| condition.holds(world)).fold(0, |mask, (bit, _)| mask | 1 << bit)
    }

    /// Of the worlds those of linux/amd64, where there are any.
    pub(super) fn preferred(&self, mask: Mask) -> Mask {
        if mask & self.reference == 0 { mask } else { mask & self.reference }
    }
}

/// How far from the plain build of linux/amd64 the worlds are; the nearest first.
pub(super) fn distance(mask: Mask) -> u32 {
    if mask == 0 { Mask::BITS } else { mask.trailing_zeros() }
}

fn is_platform(tag: &str) -> bool {
    SYSTEMS.contains(&tag) || PROCESSORS.contains(&tag)
}

fn is_feature(tag: &str) -> bool {
    !is_platform(tag)
        && !NO_FEATURES.contains(&tag)
        && !tag.starts_with("go1.")
        && !tag.starts_with("goexperiment.")
}

impl World<'_> {
    fn has(&self, tag: &str) -> bool {
        match tag {
            "cgo" => self.cgo,
            "gc" => true,
            "unix" => UNIX.contains(&self.system),
            _ => {
                tag == self.system
                    || tag == self.processor
                    || tag.starts_with("go1.")
                    || self.tags.contains(tag)
                    || matches!(
                        (tag, self.system),
                        ("linux", "android") | ("darwin", "ios") | ("solaris", "illumos")
                    )
            }
        }
    }
}

/// What a file's text, name and imports ask of a build.
struct Condition<'a> {
    expression: Vec<&'a str>,
    platform: &'a str,
    cgo: bool,
}

impl<'a> Condition<'a> {
    fn of(file: &'a FileFacts) -> Self {
        Self {
            expression: tokens(file.file.build_constraint.as_deref().unwrap_or_default()),
            platform: file.file.platform.as_deref().unwrap_or_default(),
            cgo: file.imports.iter().any(|import| import.path == "C"),
        }
    }

    fn is_empty(&self) -> bool {
        self.expression.is_empty() && self.platform.is_empty() && !self.cgo
    }

    fn holds(&self, world: &World<'_>) -> bool {
        let platform = self.platform.split('/').filter(|part| !part.is_empty());
        let mut rest = self.expression.as_slice();
        (!self.cgo || world.cgo)
            && platform.into_iter().all(|part| world.has(part))
            && (rest.is_empty() || either(&mut rest, world))
    }

    /// Tags that are asked for and not ruled out.
    fn positive(&self) -> impl Iterator<Item = &'a str> {
        let mut negated = Vec::new();
        let mut not = false;
        let mut found = Vec::new();
        for token in &self.expression {
            let outside = negated.last().copied().unwrap_or(false);
            match *token {
                "!" => {
                    not = !not;
                    continue;
                }
                "(" => negated.push(outside != not),
                ")" => drop(negated.pop()),
                "&&" | "||" => {}
                tag if outside == not => found.push(tag),
                _ => {}
            }
            not = false;
        }
        found.into_iter()
    }

    fn mentioned(&self, words: &'static [&'static str]) -> impl Iterator<Item = &'static str> + '_ {
        words.iter().copied().filter(|word| {
            self.expression.contains(word) || self.platform.split('/').any(|part| part == *word)
        })
    }
}

fn tokens(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let word = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.')));
        let length = match word.unwrap_or(rest.len()) {
            0 if rest.starts_with("&&") || rest.starts_with("||") => 2,
            0 => rest.chars().next().map_or(1, char::len_utf8),
            length => length,
        };
        let (token, behind) = rest.split_at(length);
        found.push(token);
        rest = behind.trim_start();
    }
    found
}

/// Reads `a || b` from the front and says whether it holds.
fn either(rest: &mut &[&str], world: &World<'_>) -> bool {
    let mut value = both(rest, world);
    while let ["||", after @ ..] = *rest {
        *rest = after;
        value |= both(rest, world);
    }
    value
}

fn both(rest: &mut &[&str], world: &World<'_>) -> bool {
    let mut value = single(rest, world);
    while let ["&&", after @ ..] = *rest {
        *rest = after;
        value &= single(rest, world);
    }
    value
}

fn single(rest: &mut &[&str], world: &World<'_>) -> bool {
    let Some((first, after)) = rest.split_first() else { return false };
    *rest = after;
    match *first {
        "!" => !single(rest, world),
        "(" => {
            let value = either(rest, world);
            if let [")", after @ ..] = *rest {
                *rest = after;
            }
            value
        }
        tag => world.has(tag),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn file(name: &str, constraint: &str, import: &str) -> FileFacts {
        let registry = crate::language::Registry::new(&[]).unwrap();
        let text = format!("{constraint}\n\npackage a\n{import}");
        crate::extract::file(&registry, &Arc::from(name), text.as_bytes(), false)
    }

    /// Whether two files can be built together, and whether linux/amd64 builds the first.
    #[track_caller]
    fn check(a: (&str, &str), b: (&str, &str), together: bool, home: bool) {
        let files = [file(a.0, a.1, ""), file(b.0, b.1, "")];
        let worlds = Worlds::of(files.iter());
        let (first, second) = (worlds.of_file(&files[0]), worlds.of_file(&files[1]));
        assert_eq!(first & second != 0, together, "{a:?} {b:?}");
        assert_eq!(first & worlds.reference != 0, home, "{a:?}");
    }

    #[test]
    fn files_meet_in_worlds() {
        check(("a.go", ""), ("b.go", ""), true, true);
        check(("a.go", "//go:build x"), ("b.go", "//go:build !x"), false, true);
        check(("a.go", "//go:build !x"), ("b.go", ""), true, true);
        check(("a_linux.go", ""), ("b_windows.go", ""), false, true);
        check(("a_windows.go", ""), ("b.go", "//go:build windows && arm64"), true, false);
        check(("a_windows.go", ""), ("b.go", "//go:build !linux"), true, false);
        check(("a.go", "//go:build unix"), ("b_darwin.go", ""), true, true);
        check(("a.go", "//go:build ignore"), ("b.go", ""), true, false);
        check(("a.go", "//go:build x && !(y || linux)"), ("b.go", "//go:build y"), false, false);
        check(("a.go", "//go:build go1.18 && (x || y)"), ("b.go", "//go:build y"), true, true);
        check(("a.go", "//go:build goexperiment.new"), ("b.go", ""), true, false);
    }

    #[test]
    fn cgo_is_off_at_home() {
        let files = [file("a.go", "", "import \"C\""), file("b.go", "//go:build !cgo", "")];
        let worlds = Worlds::of(files.iter());
        let masks = [worlds.of_file(&files[0]), worlds.of_file(&files[1])];
        assert_eq!(masks[0] & masks[1], 0);
        assert_eq!(worlds.preferred(masks[0]) & worlds.reference, 0);
    }
}
