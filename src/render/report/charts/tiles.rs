//! A treemap of files in their folders, squarified (Bruls, Huizing and van Wijk, 2000) by the crate `treemap`.

use std::collections::BTreeMap;

use serde::Serialize;
use treemap::{MapItem, Mappable, Rect, TreemapLayout};

use super::{length, px, started};

const WIDTH: f64 = 1180.0;
const HEIGHT: f64 = 620.0;
/// Height of a folder's name.
const HEAD: f64 = 15.0;
/// Smallest tile that somebody can see or point at, in square pixels.
const SMALLEST: f64 = 18.0;
const LETTER: f64 = 6.2;

/// A file to be drawn.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct File<'a> {
    pub(in super::super) path: &'a str,
    pub(in super::super) size: f64,
    pub(in super::super) heat: usize,
    pub(in super::super) title: String,
}

/// The picture.
#[derive(Clone, Debug, Default, Serialize)]
pub(in super::super) struct Tiles {
    width: String,
    height: String,
    folders: Vec<Tile>,
    files: Vec<Tile>,
}

/// A file, a folder, or the small files of a folder.
#[derive(Clone, Debug, Default, Serialize)]
struct Tile {
    x: String,
    y: String,
    width: String,
    height: String,
    label: String,
    title: String,
    heat: usize,
    /// Path of a file; empty for anything else.
    path: String,
}

/// A folder with what lies in it.
#[derive(Debug, Default)]
struct Folder<'a> {
    size: f64,
    folders: BTreeMap<&'a str, Folder<'a>>,
    files: Vec<&'a File<'a>>,
}

/// Lays out the files of a repository; empty without any.
pub(in super::super) fn lay_out(files: &[File<'_>]) -> Tiles {
    let mut root = Folder::default();
    for file in files.iter().filter(|file| file.size > 0.0) {
        root.add(file.path, file);
    }
    let mut tiles = Tiles { width: px(WIDTH), height: px(HEIGHT), ..Tiles::default() };
    tiles.fill(&root, "", Rect::from_points(0.0, 0.0, WIDTH, HEIGHT));
    tiles
}

impl<'a> Folder<'a> {
    fn add(&mut self, rest: &'a str, file: &'a File<'a>) {
        self.size += file.size;
        match rest.split_once('/') {
            Some((folder, rest)) => self.folders.entry(folder).or_default().add(rest, file),
            None => self.files.push(file),
        }
    }

    /// The only folder in this one, when there is nothing beside it.
    fn only(&self) -> Option<(&'a str, &Self)> {
        let mut folders = self.folders.iter();
        let (name, folder) = folders.next()?;
        (self.files.is_empty() && folders.next().is_none()).then_some((*name, folder))
    }

    fn count(&self) -> usize {
        self.files.len() + self.folders.values().map(Folder::count).sum::<usize>()
    }
}

/// A folder or file with its place.
struct Member<'a, 'b> {
    item: MapItem,
    name: &'a str,
    folder: Option<&'b Folder<'a>>,
    file: Option<&'a File<'a>>,
}

impl Mappable for Member<'_, '_> {
    fn size(&self) -> f64 {
        self.item.size()
    }

    fn bounds(&self) -> &Rect {
        self.item.bounds()
    }

    fn set_bounds(&mut self, bounds: Rect) {
        self.item.set_bounds(bounds);
    }
}

impl Tiles {
    fn fill(&mut self, folder: &Folder<'_>, path: &str, bounds: Rect) {
        if let Some((name, inner)) = folder.only() {
            return self.fill(inner, &joined(path, name), bounds);
        }
        let area = self.head(folder, path, bounds);
        let scale = area.w * area.h / folder.size.max(1.0);
        let (mut members, small) = members(folder, scale);
        if small.0 > 0 {
            let item = MapItem::with_size(small.1);
            members.push(Member { item, name: "", folder: None, file: None });
        }
        TreemapLayout::new().layout_items(&mut members, area);
        for member in &members {
            let bounds = *member.bounds();
            match (member.folder, member.file) {
                (Some(inner), _) => self.fill(inner, &joined(path, member.name), bounds),
                (None, Some(file)) => self.tile(file, bounds),
                (None, None) => self.rest(path, small.0, bounds),
            }
        }
    }

    /// Draws a folder's frame and name; gives the room that stays.
    fn head(&mut self, folder: &Folder<'_>, path: &str, bounds: Rect) -> Rect {
        if path.is_empty() || bounds.h < 2.0 * HEAD || bounds.w < 30.0 {
            return bounds;
        }
        let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
        let shown = if bounds.w > length(path.len()) * LETTER + 8.0 { path } else { name };
        let mut tile = placed(bounds, shown, letters(bounds.w));
        tile.title = format!("{path}: {} files", folder.count());
        self.folders.push(tile);
        Rect::from_points(bounds.x + 1.0, bounds.y + HEAD, bounds.w - 2.0, bounds.h - HEAD - 1.0)
    }

    fn tile(&mut self, file: &File<'_>, bounds: Rect) {
        let name = file.path.rsplit_once('/').map_or(file.path, |(_, name)| name);
        let fits = bounds.h > 13.0 && bounds.w > 34.0;
        let mut tile = placed(bounds, if fits { name } else { "" }, letters(bounds.w));
        tile.title.clone_from(&file.title);
        tile.heat = file.heat;
        file.path.clone_into(&mut tile.path);
        self.files.push(tile);
    }

    fn rest(&mut self, path: &str, count: usize, bounds: Rect) {
        let mut tile = placed(bounds, "", 0);
        let path = if path.is_empty() { "." } else { path };
        tile.title = format!("{path}: {count} smaller files");
        self.files.push(tile);
    }
}

/// What is large enough to be seen, and number and size of what is not.
fn members<'a, 'b>(folder: &'b Folder<'a>, scale: f64) -> (Vec<Member<'a, 'b>>, (usize, f64)) {
    let (mut members, mut small) = (Vec::new(), (0, 0.0));
    for (name, inner) in &folder.folders {
        let item = MapItem::with_size(inner.size);
        members.push(Member { item, name, folder: Some(inner), file: None });
    }
    for file in &folder.files {
        let item = MapItem::with_size(file.size);
        members.push(Member { item, name: file.path, folder: None, file: Some(*file) });
    }
    members.retain(|member| {
        let seen = member.item.size() * scale >= SMALLEST;
        if !seen {
            small.0 += member.folder.map_or(1, Folder::count);
            small.1 += member.item.size();
        }
        seen
    });
    (members, small)
}

fn placed(bounds: Rect, label: &str, letters: usize) -> Tile {
    Tile {
        x: px(bounds.x),
        y: px(bounds.y),
        width: px((bounds.w - 1.0).max(0.5)),
        height: px((bounds.h - 1.0).max(0.5)),
        label: if label.is_empty() { String::new() } else { started(label, letters) },
        ..Tile::default()
    }
}

/// Letters that fit into a width.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a small, positive number"
)]
fn letters(width: f64) -> usize {
    ((width - 6.0) / LETTER).max(1.0) as usize
}

fn joined(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, size: f64) -> File<'_> {
        File { path, size, ..File::default() }
    }

    #[test]
    fn areas_follow_sizes_and_nothing_is_lost() {
        let files = [file("a/x.go", 300.0), file("a/b/y.go", 100.0), file("z.go", 200.0)];
        let tiles = lay_out(&files);
        assert_eq!(tiles.files.len(), 3);
        let area = |path: &str| {
            let tile = tiles.files.iter().find(|tile| tile.path == path).unwrap();
            tile.width.parse::<f64>().unwrap() * tile.height.parse::<f64>().unwrap()
        };
        assert!(area("a/x.go") > area("z.go") && area("z.go") > area("a/b/y.go"));
        assert_eq!(tiles.folders[0].title, "a: 2 files");
    }

    #[test]
    fn small_files_are_counted_together() {
        let paths: Vec<String> = (0..500).map(|n| format!("s/{n}.go")).collect();
        let mut files: Vec<File<'_>> = paths.iter().map(|path| file(path, 1.0)).collect();
        files.push(file("big.go", 1e6));
        let tiles = lay_out(&files);
        assert!(tiles.files.iter().any(|tile| tile.title == "s: 500 smaller files"));
    }

    #[test]
    fn nothing_gives_nothing() {
        let tiles = lay_out(&[file("empty.go", 0.0)]);
        assert!(tiles.files.is_empty() && tiles.folders.is_empty());
    }
}
