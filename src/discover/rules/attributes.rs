//! What `.gitattributes` says of a path, as far as it changes what an analysis sees of the file.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use gix::{
    attrs::{
        Search, StateRef,
        search::{MetadataCollection, Outcome},
    },
    bstr::{BStr, BString, ByteSlice},
    glob::pattern::Case,
};

use super::{ATTRIBUTES, RuleFile};

/// What the attributes say of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::discover) struct Said {
    /// `linguist-vendored`.
    pub(in crate::discover) vendored: Option<bool>,
    /// `linguist-generated`.
    pub(in crate::discover) generated: Option<bool>,
    /// `export-ignore`, of the file or of a folder that it is in.
    pub(in crate::discover) export_ignore: bool,
    /// `encoding`: how the bytes that Git stores are to be read.
    pub(in crate::discover) encoding: Option<Arc<str>>,
    /// `working-tree-encoding`: how a checkout writes what Git stores as UTF-8.
    pub(in crate::discover) worktree_encoding: Option<Arc<str>>,
    /// `ident`: a checkout writes an identifier after `$Id`.
    pub(in crate::discover) ident: bool,
    /// A checkout may write other bytes than Git stores.
    pub(in crate::discover) converted: bool,
}

/// The attribute files of a repository.
pub(super) struct Attributes {
    search: Search,
    outcome: Outcome,
    /// Some file speaks of what makes a checkout write other bytes than Git stores.
    pub(super) converts: bool,
    /// Whether a folder is left out of archives; empty when no file speaks of archives.
    folders: Option<BTreeMap<BString, bool>>,
}

const VENDORED: &str = "linguist-vendored";
const GENERATED: &str = "linguist-generated";
const EXPORT: &str = "export-ignore";
const ENCODING: &str = "encoding";
const WORKTREE_ENCODING: &str = "working-tree-encoding";

/// In the order in which [`Attributes::states`] gives them. The last three, like
/// `working-tree-encoding`, make a checkout write other bytes than Git stores.
const NAMES: [&str; 8] =
    [VENDORED, GENERATED, EXPORT, ENCODING, WORKTREE_ENCODING, "eol", "ident", "filter"];

/// What a file that says something of use has in it.
const WORDS: [&str; 4] = [VENDORED, GENERATED, EXPORT, ENCODING];

/// The same for what makes a checkout write other bytes.
const CONVERSIONS: [&str; 4] = [WORKTREE_ENCODING, "eol=crlf", "ident", "filter"];

impl Attributes {
    /// `None` when no file speaks of any of the names. `files` stand in the order in which they win.
    pub(super) fn new(files: &[RuleFile]) -> Option<Self> {
        let mut search = Search::default();
        let mut names = MetadataCollection::default();
        let (mut speaks, mut of_archives, mut converts) = (false, false, false);
        for file in files.iter().filter(|file| file.name() == ATTRIBUTES.as_bytes()) {
            let Ok(path) = gix::path::from_bstr(file.path.as_bstr()) else { continue };
            let has = |words: [&str; 4]| words.iter().any(|word| file.bytes.contains_str(word));
            speaks |= has(WORDS) || has(CONVERSIONS);
            converts |= has(CONVERSIONS);
            of_archives |= file.bytes.contains_str(EXPORT);
            // With an empty root the folder of the file is what its patterns are relative to. Nothing
            // that fails here reads a file.
            let root = Some(Path::new(""));
            let may_define = file.folder().is_empty();
            let path = path.into_owned();
            let _ = search.add_patterns_buffer(&file.bytes, path, root, &mut names, may_define);
        }
        let mut outcome = Outcome::default();
        outcome.initialize_with_selection(&names, NAMES);
        let folders = of_archives.then(BTreeMap::new);
        speaks.then_some(Self { search, outcome, converts, folders })
    }

    /// What the files say of a file.
    pub(super) fn of(&mut self, path: &BStr) -> Said {
        let above = path.rfind_byte(b'/').and_then(|end| path.get(..end));
        let in_left_out = above.is_some_and(|folder| self.is_left_out(folder.into()));
        let [vendored, generated, export, encoding, worktree, eol, ident, filter] =
            self.states(path, false);
        Said {
            vendored: vendored.flag(),
            generated: generated.flag(),
            export_ignore: in_left_out || export.flag() == Some(true),
            encoding: encoding.text(),
            ident: ident.is_on(),
            converted: worktree.is_on()
                || eol.text().as_deref() == Some("crlf")
                || ident.is_on()
                || filter.is_on(),
            worktree_encoding: worktree.text(),
        }
    }

    /// Whether archives go without a folder.
    fn is_left_out(&mut self, folder: &BStr) -> bool {
        let Some(known) = &self.folders else { return false };
        if let Some(known) = known.get(folder) {
            return *known;
        }
        let above = folder.rfind_byte(b'/').and_then(|end| folder.get(..end));
        let left_out = above.is_some_and(|above| self.is_left_out(above.into())) || {
            let [_, _, export, ..] = self.states(folder, true);
            export.flag() == Some(true)
        };
        if let Some(known) = &mut self.folders {
            known.insert(folder.to_owned(), left_out);
        }
        left_out
    }

    fn states(&mut self, path: &BStr, is_folder: bool) -> [State; NAMES.len()] {
        self.outcome.reset();
        let (case, folder) = (Case::Sensitive, Some(is_folder));
        self.search.pattern_matching_relative_path(path, case, folder, &mut self.outcome);
        let mut states = [const { State::Unspecified }; NAMES.len()];
        for (state, found) in states.iter_mut().zip(self.outcome.iter_selected()) {
            *state = match found.assignment.state {
                StateRef::Set => State::Set,
                StateRef::Unset => State::Unset,
                StateRef::Value(value) => State::Value(value.as_bstr().to_str_lossy().into()),
                StateRef::Unspecified => State::Unspecified,
            };
        }
        states
    }
}

/// The state of an attribute.
enum State {
    Set,
    Unset,
    Value(Arc<str>),
    Unspecified,
}

impl State {
    fn flag(&self) -> Option<bool> {
        match self {
            Self::Set => Some(true),
            Self::Unset => Some(false),
            Self::Value(value) => Some(&**value != "false"),
            Self::Unspecified => None,
        }
    }

    fn is_on(&self) -> bool {
        matches!(self, Self::Set | Self::Value(_))
    }

    fn text(self) -> Option<Arc<str>> {
        if let Self::Value(value) = self { Some(value) } else { None }
    }
}
