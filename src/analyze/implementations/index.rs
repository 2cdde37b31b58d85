//! Declared types and interfaces by where they can be named.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    analyze::packages::folder,
    model::{FileFacts, SymbolRef},
};

/// A declaration that a claim can mean.
#[derive(Clone, Debug)]
pub(super) struct Place {
    file: Arc<str>,
    line: u32,
    test: bool,
    /// An interface or a trait.
    interface: bool,
}

/// Declarations outside functions, by name within a room: a Go package, a Rust crate, a file.
#[derive(Debug, Default)]
pub(super) struct Index {
    rooms: BTreeMap<(Room, String), Vec<Place>>,
}

/// Where a name means one thing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Room {
    /// Folder and package name.
    Package(String, String),
    /// Name of the crate as code writes it.
    Crate(String),
    /// Path.
    File(String),
}

impl Room {
    pub(super) fn package(folder: &str, name: &str) -> Self {
        Self::Package(folder.to_owned(), name.to_owned())
    }

    /// `my-crate` is `my_crate` in code.
    pub(super) fn of_crate(name: &str) -> Self {
        Self::Crate(name.replace('-', "_"))
    }

    pub(super) fn file(path: &str) -> Self {
        Self::File(path.to_owned())
    }
}

impl Index {
    pub(super) fn of(facts: &[FileFacts]) -> Self {
        let mut index = Self::default();
        for file in facts {
            let interfaces = file.interfaces.iter().filter(|one| one.in_func.is_none());
            for one in interfaces {
                index.add(file, &one.name, (one.at.line, one.test, true));
            }
            for one in file.types.iter().filter(|one| one.in_func.is_none()) {
                index.add(file, &one.name, (one.at.line, one.test, false));
            }
        }
        index
    }

    fn add(&mut self, file: &FileFacts, name: &str, (line, test, interface): (u32, bool, bool)) {
        let place = Place { file: Arc::clone(&file.file.path), line, test, interface };
        for room in rooms(file) {
            self.rooms.entry((room, name.to_owned())).or_default().push(place.clone());
        }
    }

    /// The declaration of `name` in `room`; of several one that ships, first in path order.
    pub(super) fn first(&self, room: Room, name: &str, interface: bool) -> Option<&Place> {
        let places = self.places(room, name);
        places
            .iter()
            .min_by_key(|place| (place.interface != interface, place.test, &place.file, place.line))
    }

    /// The declaration of `name` in `room` when there is only one of that sort.
    pub(super) fn only(&self, room: Room, name: &str, interface: bool) -> Option<&Place> {
        let mut places =
            self.places(room, name).iter().filter(|place| place.interface == interface);
        let place = places.next()?;
        places.next().is_none().then_some(place)
    }

    fn places(&self, room: Room, name: &str) -> &[Place] {
        self.rooms.get(&(room, name.to_owned())).map_or(&[], Vec::as_slice)
    }
}

fn rooms(file: &FileFacts) -> Vec<Room> {
    let path: &str = &file.file.path;
    match (&*file.file.language, &file.package, &file.file.module) {
        ("go", Some(package), _) => vec![Room::package(folder(path), package)],
        (_, _, Some(module)) => vec![Room::file(path), Room::of_crate(module)],
        _ => vec![Room::file(path)],
    }
}

impl Place {
    /// The symbol with this declaration as its place.
    pub(super) fn put(&self, symbol: &SymbolRef) -> SymbolRef {
        SymbolRef { file: Some(Arc::clone(&self.file)), line: self.line, ..symbol.clone() }
    }
}
