//! Which SQL files are migrations, of which set, in which order: by their names, as the tools read them.
//! A folder of SQL without numbers is no set.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::tool::{Ecosystem, tool};
use crate::{
    extract::sql::dialect,
    model::{Evidence, FileFacts, MigrationVersion},
};

/// A set before its migrations are run.
#[derive(Debug, PartialEq)]
pub(super) struct Found {
    pub(super) at: Evidence,
    pub(super) dir: String,
    pub(super) tool: String,
    /// Database that the set's file names choose it for; empty when they name none.
    pub(super) dialect: &'static str,
    /// Migrations that have an up part, in order.
    pub(super) entries: Vec<Entry>,
    /// Down files without an up file.
    pub(super) strays: Vec<Arc<str>>,
    /// Files that the set's tool passes over, and why.
    pub(super) ignored: Vec<(Arc<str>, String)>,
}

/// One version.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Entry {
    pub(super) version: String,
    /// The version's numbers, for the order.
    pub(super) number: Vec<u64>,
    pub(super) name: String,
    pub(super) up: Arc<str>,
    pub(super) down: Arc<str>,
    /// The file stands in a folder of its own, whose name the tool records.
    in_folder: bool,
}

impl Entry {
    /// The version as its tool knows it.
    pub(super) fn known_as(&self) -> MigrationVersion {
        let folder = self.up.rsplit('/').nth(1).filter(|_| self.in_folder);
        match (folder, &*self.number) {
            (Some(folder), _) => MigrationVersion::Text(folder.to_owned()),
            (None, [number]) if *number < u64::MAX && !self.version.contains('-') => {
                MigrationVersion::Number(*number)
            }
            _ => MigrationVersion::Text(self.version.clone()),
        }
    }
}

/// How a file's name makes it a migration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    /// `1_name.up.sql`, `1_name.down.sql`.
    Pair,
    /// `1_name.sql`.
    Single,
    /// `V1__name.sql`, `U1__name.sql`.
    Versioned,
    /// `1_name/up.sql`, `1_name/down.sql`.
    Folder,
    /// `1_name/migration.sql`.
    Prisma,
}

/// A file's name taken apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Named<'a> {
    pub(super) dir: &'a str,
    pub(super) shape: Shape,
    pub(super) version: &'a str,
    pub(super) name: &'a str,
    pub(super) down: bool,
    /// Database that the file is for; empty for all of them.
    pub(super) variant: &'static str,
}

/// All sets, by folder.
pub(super) fn find(facts: &[FileFacts]) -> Vec<Found> {
    let mut folders: BTreeMap<&str, Vec<(Named<'_>, &FileFacts)>> = BTreeMap::new();
    for file in facts.iter().filter(|file| file.sql.is_some()) {
        if let Some(named) = take_apart(&file.file.path) {
            folders.entry(named.dir).or_default().push((named, file));
        }
    }
    let ecosystem = Ecosystem::of(facts);
    let sets = folders.into_iter().flat_map(|(dir, files)| {
        let sets = of_variants(files).into_iter();
        sets.filter_map(|files| set(dir, &files, &ecosystem)).collect::<Vec<_>>()
    });
    sets.collect()
}

/// The files of a folder for each database that its file names tell apart. What names none is for all that
/// have no file of their own in its place.
fn of_variants<'a>(files: Vec<(Named<'a>, &'a FileFacts)>) -> Vec<Vec<(Named<'a>, &'a FileFacts)>> {
    let variants: BTreeSet<&str> = files.iter().map(|(named, _)| named.variant).collect();
    if variants.len() <= 1 {
        return vec![files];
    }
    let own: BTreeSet<_> = files
        .iter()
        .map(|(named, _)| (named.variant, named.version, named.name, named.down))
        .collect();
    let of = |variant: &&str| {
        let belongs = |named: &Named<'_>| {
            let replaced = (*variant, named.version, named.name, named.down);
            named.variant == *variant || named.variant.is_empty() && !own.contains(&replaced)
        };
        files.iter().filter(|(named, _)| belongs(named)).copied().collect()
    };
    variants.iter().filter(|variant| !variant.is_empty()).map(of).collect()
}

fn set(dir: &str, files: &[(Named<'_>, &FileFacts)], ecosystem: &Ecosystem) -> Option<Found> {
    let mut entries: BTreeMap<(Vec<u64>, &str, &str), Entry> = BTreeMap::new();
    let tool = tool(files, ecosystem);
    let mut ignored = Vec::new();
    for (named, file) in files {
        if tool == "golang-migrate" && named.shape == Shape::Single {
            let message =
                "golang-migrate runs no file whose name ends neither in .up.sql nor in .down.sql";
            ignored.push((Arc::clone(&file.file.path), message.to_owned()));
            continue;
        }
        let number = numbers(named.version);
        let key = (order(named), named.version, named.name);
        let entry = entries.entry(key).or_default();
        named.version.clone_into(&mut entry.version);
        named.name.clone_into(&mut entry.name);
        entry.number = number;
        entry.in_folder = matches!(named.shape, Shape::Folder | Shape::Prisma);
        let half = if named.down && tool != "refinery" { &mut entry.down } else { &mut entry.up };
        *half = Arc::clone(&file.file.path);
        let sql = file.sql.as_ref();
        if !named.down && sql.is_some_and(|sql| sql.down.is_some()) {
            entry.down = Arc::clone(&file.file.path);
        }
    }
    let (entries, strays): (Vec<_>, Vec<_>) =
        entries.into_values().partition(|entry| !entry.up.is_empty());
    let first = entries.first()?;
    let first = files.iter().find(|(_, file)| file.file.path == first.up)?;
    // Numbered data (seeds, fixtures) is no migration set.
    let changes = |file: &FileFacts| {
        file.sql.as_ref().is_some_and(|sql| !sql.changes.is_empty() || !sql.unparsed.is_empty())
    };
    let by_number_alone = matches!(tool, "plain" | "sqlx") && first.0.shape == Shape::Single;
    if by_number_alone && !files.iter().any(|(_, file)| changes(file)) {
        return None;
    }
    Some(Found {
        at: first.1.source().evidence("sql.migration-set", 1, 1),
        dir: dir.to_owned(),
        tool: tool.to_owned(),
        dialect: files.iter().map(|(named, _)| named.variant).max().unwrap_or_default(),
        entries,
        strays: strays.into_iter().map(|entry| entry.down).collect(),
        ignored,
    })
}

/// Reads a path as the tools read it; `None` for files that are no migrations.
fn take_apart(path: &str) -> Option<Named<'_>> {
    let (dir, base) = path.rsplit_once('/').unwrap_or(("", path));
    let in_folder = match base {
        "up.sql" => Some((Shape::Folder, false)),
        "down.sql" => Some((Shape::Folder, true)),
        "migration.sql" => Some((Shape::Prisma, false)),
        _ => None,
    };
    if let Some((shape, down)) = in_folder {
        let (parent, folder) = dir.rsplit_once('/').unwrap_or(("", dir));
        let (version, name) = numbered(folder)?;
        return Some(Named { dir: parent, shape, version, name, down, variant: "" });
    }
    let stem = base.strip_suffix(".sql")?;
    if let Some(name) = stem.strip_prefix("R__") {
        let shape = Shape::Versioned;
        return Some(Named { dir, shape, version: REPEATED, name, down: false, variant: "" });
    }
    if let Some((version, name)) = versioned(stem) {
        let down = stem.starts_with('U');
        return Some(Named { dir, shape: Shape::Versioned, version, name, down, variant: "" });
    }
    let halves =
        [(".up", Shape::Pair, false), (".down", Shape::Pair, true), ("", Shape::Single, false)];
    let (stem, shape, down) = halves
        .into_iter()
        .find_map(|(end, shape, down)| Some((stem.strip_suffix(end)?, shape, down)))?;
    let (stem, variant) = dialect::of_file_name(stem);
    let (version, name) = numbered(stem)?;
    Some(Named { dir, shape, version, name, down, variant })
}

/// `12_name`, `12-name`, `2024-01-31-120000_name`, `V12.name` or `12`.
fn numbered(stem: &str) -> Option<(&str, &str)> {
    let stem = stem.strip_prefix(['V', 'v']).unwrap_or(stem);
    let digits = stem.find(|char: char| !char.is_ascii_digit()).unwrap_or(stem.len());
    // Diesel writes dates with hyphens before the first underscore.
    let dated = stem.find('_').filter(|at| {
        let head = stem.get(..*at).unwrap_or_default();
        head.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') && head.len() > 9
    });
    let length = dated.unwrap_or(digits);
    let (version, rest) = (stem.get(..length)?, stem.get(length..)?);
    let name = rest.strip_prefix(['_', '-', '.']).or_else(|| rest.is_empty().then_some(""))?;
    (digits > 0).then_some((version, name))
}

/// `V1_2__name`, `U1_2__name`.
fn versioned(stem: &str) -> Option<(&str, &str)> {
    let (version, name) = stem.strip_prefix(['V', 'U'])?.split_once("__")?;
    let valid = version.bytes().all(|byte| byte.is_ascii_digit() || b"._".contains(&byte));
    (valid && version.starts_with(|char: char| char.is_ascii_digit())).then_some((version, name))
}

/// Stands for a version where a tool runs a file again whenever it changes, behind all others.
pub(super) const REPEATED: &str = "R";

/// What the tool sorts by: numbers, or where each migration has a folder the digits as text.
fn order(named: &Named<'_>) -> Vec<u64> {
    if matches!(named.shape, Shape::Folder | Shape::Prisma) {
        return named.version.bytes().filter(|byte| *byte != b'-').map(u64::from).collect();
    }
    numbers(named.version)
}

/// Digits of a point in time down to the second.
const SECONDS_DIGITS: usize = 14;

/// The version as numbers. A date counts the same with hyphens and without, as in Diesel.
fn numbers(version: &str) -> Vec<u64> {
    let parse = |part: &str| part.parse().unwrap_or(u64::MAX);
    if version.contains('-') {
        let digits = version.replace('-', "");
        let (seconds, rest) = digits.split_at_checked(SECONDS_DIGITS).unwrap_or((&digits, ""));
        let parts = [seconds, rest].into_iter().filter(|part| !part.is_empty());
        return parts.map(parse).collect();
    }
    version.split(|char: char| !char.is_ascii_digit()).map(parse).collect()
}

#[cfg(test)]
mod tests {
    use super::{Named, Shape, numbers, take_apart};

    #[track_caller]
    fn check(path: &str, expected: Option<(&str, Shape, &str, &str, bool)>) {
        let expected = expected.map(|(dir, shape, version, name, down)| Named {
            dir,
            shape,
            version,
            name,
            down,
            variant: "",
        });
        assert_eq!(take_apart(path), expected, "{path}");
    }

    #[test]
    fn names_as_the_tools_write_them() {
        check("m/000001_init.up.sql", Some(("m", Shape::Pair, "000001", "init", false)));
        check("m/000001_init.down.sql", Some(("m", Shape::Pair, "000001", "init", true)));
        check("001_x.sql", Some(("", Shape::Single, "001", "x", false)));
        check("m/20240131120000_x.sql", Some(("m", Shape::Single, "20240131120000", "x", false)));
        check("m/V1_2__x.sql", Some(("m", Shape::Versioned, "1_2", "x", false)));
        check("m/U1__x.sql", Some(("m", Shape::Versioned, "1", "x", true)));
        let diesel = ("m", Shape::Folder, "2024-01-31-120000", "x", true);
        check("m/2024-01-31-120000_x/down.sql", Some(diesel));
        check(
            "m/20240131120000_x/migration.sql",
            Some(("m", Shape::Prisma, "20240131120000", "x", false)),
        );
        check("m/1-x.sql", Some(("m", Shape::Single, "1", "x", false)));
        check("m/V0001.Users.up.sql", Some(("m", Shape::Pair, "0001", "Users", false)));
        check("m/R__views.sql", Some(("m", Shape::Versioned, "R", "views", false)));
        let variant = take_apart("m/1_a.mysql.down.sql").unwrap();
        assert_eq!((variant.version, variant.name, variant.variant), ("1", "a", "mysql"));
        check("m/README.md", None);
        check("m/users.sql", None);
        check("m/1a.sql", None);
        check("queries/up.sql", None);
        check("m/Vx__y.sql", None);
    }

    #[test]
    fn folders_are_sorted_as_text() {
        let order = |path| super::order(&take_apart(path).unwrap());
        assert!(order("m/20250625_b/migration.sql") > order("m/20250101000000_a/migration.sql"));
        assert!(order("m/2014-09-25-000000_b/up.sql") > order("m/20140924113530_a/up.sql"));
        assert!(order("m/20250625_b.up.sql") < order("m/20250101000000_a.up.sql"));
    }

    #[test]
    fn versions_are_numbers() {
        assert!(numbers("9") < numbers("0010"));
        assert!(numbers("1_2") < numbers("1_10"));
        assert!(numbers("20140924113530") < numbers("2014-09-25-000000"));
        assert!(numbers("2026-05-26-120000-0000") < numbers("2026-05-27-120000"));
    }
}
