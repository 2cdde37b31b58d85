//! Signs to states: items and their criteria, each by what its own lines name.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Code, Inputs, ItemPast, PastCommit,
    claims::{Claimed, is_within},
    files::folder,
    named::{self, Named, NamedKind, Need},
    sign::{self, Sign},
    text::{self, Line, Texts},
};
use crate::model::{
    Action, BuiltFact, Criterion, CriterionProgress, EvidenceClass, FileRecord, ItemProgress,
    ProgressState, Source, WorkItem, WorkStatus,
};

/// An item with what it names, files as paths of the repository.
pub(super) struct Judged {
    pub(super) item: ItemProgress,
    pub(super) named: BTreeSet<String>,
    /// Whether something that it asks for without doubt is not there.
    pub(super) lacks: bool,
}

/// All items by their own lines, without what their children say.
pub(super) fn items(inputs: &Inputs<'_>, code: Code<'_>, files: &[Claimed]) -> Vec<Judged> {
    let texts = Texts::new(inputs.documents, inputs.work);
    let ids: BTreeMap<&str, &WorkItem> =
        inputs.work.items.iter().map(|item| (item.id.as_str(), item)).collect();
    let items = inputs.work.items.iter();
    let names: Vec<Vec<Named>> =
        items.map(|item| names_of(inputs, item, &texts.of(item))).collect();
    let shared = Shared::new(inputs, files, &names);
    let items = inputs.work.items.iter().zip(files).zip(names);
    items
        .map(|((item, files), names)| one(inputs, code, (item, files, names), (&shared, &ids)))
        .collect()
}

/// Everything that the items of a plan and their criteria name, files left out.
pub(super) fn names(inputs: &Inputs<'_>) -> Vec<Named> {
    let texts = Texts::new(inputs.documents, inputs.work);
    let of = |item: &WorkItem| {
        let criteria = item.acceptance.iter().flat_map(|one| names_in(inputs, one));
        let own = names_of(inputs, item, &texts.of(item));
        own.into_iter().chain(criteria).collect::<Vec<_>>()
    };
    unique(inputs.work.items.iter().flat_map(of).collect())
}

/// Which items name each file, and which item is the first to name each other thing.
struct Shared<'a> {
    inputs: &'a Inputs<'a>,
    files: BTreeMap<String, Vec<&'a WorkItem>>,
    first: BTreeMap<String, &'a WorkItem>,
    /// Items that say of a name what it is: a table, a column, a setting.
    typed: BTreeMap<String, Vec<&'a WorkItem>>,
}

impl<'a> Shared<'a> {
    fn new(inputs: &'a Inputs<'a>, files: &[Claimed], names: &[Vec<Named>]) -> Self {
        let (files_of, first, typed) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let mut found = Self { inputs, files: files_of, first, typed };
        for ((item, files), names) in inputs.work.items.iter().zip(files).zip(names) {
            for path in files.keys() {
                found.files.entry(path.clone()).or_default().push(item);
            }
            let criteria = item.acceptance.iter().flat_map(|one| names_in(inputs, one));
            for name in names.iter().cloned().chain(criteria) {
                if matches!(name.kind, NamedKind::Table | NamedKind::Column | NamedKind::Key) {
                    found.typed.entry(name.subject.clone()).or_default().push(item);
                }
                let first = found.first.entry(name.subject).or_insert(item);
                // Of a parent and its child, the child does it.
                if is_within(inputs, item, &first.id) {
                    *first = item;
                }
            }
        }
        found
    }

    /// Whether an item that is neither above nor below this one names the file, too.
    fn has_file(&self, path: &str, item: &WorkItem) -> bool {
        let others = self.files.get(path).into_iter().flatten();
        others.into_iter().any(|other| !self.is_kin(item, other))
    }

    /// Whether an item before this one names the thing.
    fn has_name(&self, name: &Named, item: &WorkItem) -> bool {
        let first = self.first.get(&name.subject);
        first.is_some_and(|first| !self.is_kin(item, first))
    }

    /// Whether a mere name is what another item says more of: "fields as the columns of `fee_tier`" builds no table.
    fn is_borrowed(&self, name: &Named, item: &WorkItem) -> bool {
        let others = self.typed.get(&name.subject).into_iter().flatten();
        name.kind == NamedKind::Symbol
            && others.into_iter().any(|other| !is_within(self.inputs, item, &other.id))
    }

    /// Whether a commit changed anything that belongs to the plan.
    fn is_touched(&self, code: Code<'_>, commit: &PastCommit) -> bool {
        commit.files.iter().any(|path| {
            let name = code.past.renamed.get(path).unwrap_or(path);
            let is_document = || self.inputs.documents.iter().any(|one| *one.path == **path);
            self.files.contains_key(name) || is_document()
        })
    }

    fn is_kin(&self, one: &WorkItem, other: &WorkItem) -> bool {
        is_within(self.inputs, one, &other.id) || is_within(self.inputs, other, &one.id)
    }
}

fn one(
    inputs: &Inputs<'_>,
    code: Code<'_>,
    (item, files, names): (&WorkItem, &Claimed, Vec<Named>),
    (shared, ids): (&Shared<'_>, &BTreeMap<&str, &WorkItem>),
) -> Judged {
    let past = code.past.items.get(&item.id);
    let near = near(files);
    let retold = past.is_some_and(|past| past.born_done);
    let ticked = item.status == WorkStatus::Done;
    let mut signs = Vec::new();
    for (path, action) in files {
        let sign = sign::of_file(code, path, *action, past).settled(ticked);
        let is_weak = matches!(sign, Sign::Shown { strong: false, .. });
        signs.push(if is_weak && shared.has_file(path, item) { sign.shared() } else { sign });
    }
    for name in names.iter().filter(|name| !shared.is_borrowed(name, item)) {
        let sign = sign::of_named(code, name, retold, &near);
        let sign = if is_older(inputs, code, (name, &sign), past) { Sign::Neutral } else { sign };
        signs.push(if shared.has_name(name, item) { sign.shared() } else { sign });
    }
    signs.extend(by_commit(code, item, files, (shared, ids)));
    signs.extend(by_tick(code, files, past));
    let mut criteria: Vec<CriterionProgress> = Vec::new();
    for criterion in &item.acceptance {
        let (judged, found) = judged(inputs, code, criterion, (past, &near));
        criteria.push(judged);
        let own = found.into_iter().map(|(name, sign)| match name {
            Some(name) if shared.has_name(&name, item) => sign.shared(),
            _ => sign,
        });
        signs.extend(own);
    }
    let told = state(&signs, ticked, item.status == WorkStatus::Started);
    let lacks = signs.iter().any(|sign| matches!(sign, Sign::Missing { strong: true, .. }));
    let (proof, missing) = told_apart(signs, told.state);
    let mut named: BTreeSet<String> = files.keys().cloned().collect();
    named.extend(names.into_iter().map(|name| name.subject));
    let item = ItemProgress {
        at: item.at.clone(),
        id: item.id.clone(),
        parent: item.parent.clone(),
        kind: item.kind,
        title: item.title.clone(),
        said: item.status,
        state: told.state,
        share: told.share,
        proven: told.proven,
        proof,
        missing,
        criteria,
    };
    Judged { item, named, lacks }
}

/// Whether running text names what was there when the item was written, though not before the plan: its file was not
/// changed since. Where something is not committed nobody knows when it came.
fn is_older(
    inputs: &Inputs<'_>,
    code: Code<'_>,
    (name, sign): (&Named, &Sign),
    past: Option<&ItemPast>,
) -> bool {
    let (Sign::Shown { proof, .. }, Some(past)) = (sign, past) else { return false };
    let is_told = matches!(name.need, Need::Told | Need::Declared);
    let is_later = past.written.is_some() && past.written != inputs.past.since && !past.born_done;
    let is_known = is_told && is_later && !inputs.now.repo.dirty;
    is_known && code.files.change(&proof.seen.at.file, Some(past)).is_none()
}

/// Whether a file is one of those, or lies in the folder of one.
fn near(files: &Claimed) -> impl Fn(&str) -> bool + use<> {
    let paths: BTreeSet<String> = files.keys().cloned().collect();
    let folders: BTreeSet<String> =
        paths.iter().map(|path| folder(path).to_owned()).filter(|one| !one.is_empty()).collect();
    move |path: &str| paths.contains(path) || folders.contains(folder(path))
}

fn names_of(inputs: &Inputs<'_>, item: &WorkItem, lines: &[Line<'_>]) -> Vec<Named> {
    // Criteria are judged apart.
    let own: Vec<Line<'_>> = lines
        .iter()
        .copied()
        .filter(|(line, _)| {
            let inside = |one: &Criterion| (one.said.at.line..=one.said.at.end_line).contains(line);
            !item.acceptance.iter().any(inside)
        })
        .collect();
    let mut found = named::in_lines(own.get(1..).unwrap_or_default());
    let title = own.first().map_or(item.title.as_str(), |(_, line)| line);
    found.extend(named::in_text(title, Need::Asked));
    if text::is_json(&item.at.file) {
        found.extend(named::in_text(&item.title, Need::Asked));
        found.extend(named::in_text(&item.text, Need::Told));
    }
    let claims = inputs.documents.iter().flat_map(|one| &one.claims);
    let mine = claims.filter(|claim| claim.item == item.id && *claim.place.file == *item.at.file);
    found.extend(mine.filter_map(named::of_claim));
    unique(found)
}

/// Each thing once; the place that says most of it counts.
fn unique(all: Vec<Named>) -> Vec<Named> {
    let mut found: BTreeMap<(NamedKind, String), Need> = BTreeMap::new();
    for one in all {
        let need = found.entry((one.kind, one.subject)).or_insert(one.need);
        *need = one.need.max(*need);
    }
    let one = |((kind, subject), need)| Named { kind, subject, need };
    found.into_iter().map(one).collect()
}

/// What a criterion names.
fn names_in(inputs: &Inputs<'_>, criterion: &Criterion) -> Vec<Named> {
    unique(named::in_text(&written(inputs, criterion), Need::Asked))
}

/// Commits that the item or those above it name, and those that carry its identifier, as far as they changed
/// what it names.
fn by_commit(
    code: Code<'_>,
    item: &WorkItem,
    files: &Claimed,
    (shared, ids): (&Shared<'_>, &BTreeMap<&str, &WorkItem>),
) -> Vec<Sign> {
    let mut hashes: Vec<(&str, bool)> =
        item.commits.iter().map(|one| (one.as_str(), true)).collect();
    let mut above = ids.get(item.parent.as_str());
    for _ in 0..8 {
        let Some(parent) = above else { break };
        hashes.extend(parent.commits.iter().map(|one| (one.as_str(), false)));
        above = ids.get(parent.parent.as_str());
    }
    let id = Some(item.id.as_str()).filter(|_| item.id_given);
    let mut found = Vec::new();
    for commit in &code.past.commits {
        let own =
            hashes.iter().find(|(hash, _)| hash.len() >= 7 && commit.seen.commit.starts_with(hash));
        // Other plans of the repository may have an item of that name.
        let carries = commit.is_after
            && id.is_some_and(|id| carries(&commit.subject, id))
            && shared.is_touched(code, commit);
        if own.is_none() && !carries {
            continue;
        }
        let touched = commit.files.iter().find(|path| {
            let name = code.past.renamed.get(*path).unwrap_or(path);
            files.contains_key(name)
        });
        let any = commit.files.iter().find(|path| is_code(code, path));
        let says_own = own.is_some_and(|(_, own)| *own) || carries;
        let path = touched.or_else(|| any.filter(|_| files.is_empty() && says_own));
        found.extend(path.map(|path| shown_by(code, commit, path)));
    }
    found
}

/// The commit that ticked an item or wrote it ticked, where it changed a file that the item names: it may have
/// ticked others, too. Of documents only those count that the item says it writes: plans go by many others.
fn by_tick(code: Code<'_>, files: &Claimed, past: Option<&ItemPast>) -> Option<Sign> {
    let past = past?;
    let ticked = past.ticked.as_ref().or(past.written.as_ref().filter(|_| past.born_done))?;
    let commit = code.past.commits.iter().find(|one| one.seen.commit == ticked.commit)?;
    let path = commit.files.iter().find(|path| {
        let name = code.past.renamed.get(*path).unwrap_or(path);
        let action = files.get(name);
        let is_written = matches!(action, Some(Some(action)) if *action != Action::Read);
        action.is_some() && (is_written || is_code(code, name))
    })?;
    Some(shown_by(code, commit, path).weak())
}

fn shown_by(code: Code<'_>, commit: &PastCommit, path: &str) -> Sign {
    let name = code.past.renamed.get(path).map_or(path, String::as_str);
    let source = code.files.record(name).map(|record| Source {
        file: record.path.clone(),
        language: record.language,
        class: record.class(),
    });
    sign::of_commit(commit, name, source)
}

/// Whether a path is no document; one that is gone is judged by its name.
fn is_code(code: Code<'_>, path: &str) -> bool {
    let class = code.files.record(path).map(FileRecord::class);
    let prose = [".md", ".mdx", ".rst", ".adoc", ".txt"];
    class.map_or_else(
        || !prose.iter().any(|end| path.ends_with(end)),
        |class| class != EvidenceClass::Document,
    )
}

/// Whether the identifier stands in the text as a word of its own.
fn carries(text: &str, id: &str) -> bool {
    let is_id = id.len() > 1
        && id.chars().any(|c| c.is_ascii_digit())
        && !id.starts_with(|c: char| c.is_ascii_digit());
    let is_part = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    is_id
        && text.match_indices(id).any(|(at, _)| {
            let before = text.get(..at).and_then(|text| text.chars().next_back());
            let mut after = text.get(at + id.len()..).unwrap_or_default().chars();
            let (next, second) = (after.next(), after.next());
            // `T-1` is not the task of `T-1.1`.
            let goes_on =
                matches!(next, Some('.' | '-')) && second.is_some_and(|one| one.is_ascii_digit());
            !is_part(before) && !is_part(next) && !goes_on
        })
}

/// Whether a file belongs to the item.
type Near<'a> = &'a dyn Fn(&str) -> bool;

/// A criterion, and its signs with the names that they are of.
fn judged(
    inputs: &Inputs<'_>,
    code: Code<'_>,
    criterion: &Criterion,
    (past, near): (Option<&ItemPast>, Near<'_>),
) -> (CriterionProgress, Vec<(Option<Named>, Sign)>) {
    let retold = past.is_some_and(|past| past.born_done);
    let coverage = sign::of_coverage(code, &written(inputs, criterion), retold);
    let names = names_in(inputs, criterion).into_iter();
    let found: Vec<(Option<Named>, Sign)> = names
        .map(|name| (Some(name.clone()), sign::of_named(code, &name, retold, near)))
        .chain(coverage.map(|sign| (None, sign)))
        .collect();
    let signs: Vec<Sign> = found.iter().map(|(_, sign)| sign.clone()).collect();
    let told = state(&signs, criterion.ticked == Some(true), false);
    let (proof, missing) = told_apart(signs, told.state);
    let judged = CriterionProgress {
        said: criterion.said.clone(),
        ticked: criterion.ticked,
        state: told.state,
        proof,
        missing,
    };
    (judged, found)
}

/// The criterion as the document writes it, code marks and all.
fn written(inputs: &Inputs<'_>, criterion: &Criterion) -> String {
    let at = &criterion.said.at;
    let document = inputs.documents.iter().find(|one| *one.path == *at.file);
    let page = document.filter(|one| !text::is_json(&one.path));
    let lines = page.map(|page| {
        let skip = usize::try_from(at.line).unwrap_or(usize::MAX).saturating_sub(1);
        let count = usize::try_from(at.end_line - at.line).unwrap_or_default() + 1;
        page.text.split('\n').skip(skip).take(count).collect::<Vec<_>>().join(" ")
    });
    lines.unwrap_or_else(|| criterion.said.text.clone())
}

/// A state with how sure it is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Told {
    pub(super) state: ProgressState,
    pub(super) share: Option<f64>,
    pub(super) proven: bool,
}

/// The state that signs tell; see the rules of the room.
pub(super) fn state(signs: &[Sign], ticked: bool, started: bool) -> Told {
    let count = |wanted: fn(&Sign) -> bool| signs.iter().filter(|sign| wanted(sign)).count();
    let strong = count(|sign| matches!(sign, Sign::Shown { strong: true, .. }));
    let weak = count(|sign| matches!(sign, Sign::Shown { strong: false, .. }));
    let touched = count(|sign| matches!(sign, Sign::Touched { .. }));
    let firm = count(|sign| matches!(sign, Sign::Missing { strong: true, .. }));
    let soft = count(|sign| matches!(sign, Sign::Missing { strong: false, .. }));
    let doubtful = count(|sign| matches!(sign, Sign::Doubtful { .. }));
    let unclear = signs.contains(&Sign::Unclear);
    // A name that is not found says something only where nothing strong speaks for the item.
    let accuses = ticked && strong + weak + touched + firm + soft == 0;
    let soft = if strong > 0 || accuses { soft } else { soft + doubtful };
    let (there, missing) = (strong + weak + touched, firm + soft);
    let state = match (there, missing) {
        (0, 0) => ProgressState::Untold,
        (_, 0) if strong > 0 || ticked => ProgressState::Done,
        (_, 0) => ProgressState::Partial,
        // What would show it may be what cannot be told.
        (0, _) if ticked && firm == 0 && unclear => ProgressState::Untold,
        (0, _) if ticked => ProgressState::Phantom,
        (0, _) => ProgressState::NotStarted,
        _ if strong > 0 || firm == 0 || ticked || started => ProgressState::Partial,
        _ => ProgressState::NotStarted,
    };
    #[expect(clippy::cast_precision_loss, reason = "counts of names in one item")]
    let share = (there + missing > 0).then(|| there as f64 / (there + missing) as f64);
    Told { state, share: share.map(hundredths), proven: state == ProgressState::Done && strong > 0 }
}

/// Rounded, so that a share is the same text on every machine.
pub(super) fn hundredths(share: f64) -> f64 {
    (share * 100.0).round() / 100.0
}

fn told_apart(signs: Vec<Sign>, state: ProgressState) -> (Vec<BuiltFact>, Vec<String>) {
    let (mut proof, mut missing) = (Vec::new(), Vec::new());
    let decided = matches!(state, ProgressState::Done | ProgressState::Untold);
    let doubtful = |sign: &Sign| matches!(sign, Sign::Doubtful { .. });
    for sign in signs.into_iter().filter(|sign| !(decided && doubtful(sign))) {
        match sign {
            Sign::Shown { proof: one, .. } | Sign::Touched { proof: one }
                if !proof.contains(&one) =>
            {
                proof.push(one);
            }
            Sign::Missing { what, .. } | Sign::Doubtful { what } if !missing.contains(&what) => {
                missing.push(what);
            }
            _ => {}
        }
    }
    (proof, missing)
}
