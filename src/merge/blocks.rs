//! Markdown as a tree of blocks that loses no byte: the texts of all blocks in order are the document.
//!
//! It is read by lines, not as a Markdown parser would: what is not understood is a paragraph, which is never wrong,
//! only coarser.

/// A document; the block 0 is its root.
#[derive(Clone, Debug)]
pub(super) struct Document {
    blocks: Vec<Block>,
}

/// A piece of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) kind: Kind,
    /// Its own lines.
    pub(super) text: String,
    /// Blank lines behind its own lines.
    pub(super) blank: String,
    /// Blocks inside, behind its own lines.
    pub(super) children: Vec<usize>,
    pub(super) parent: usize,
}

/// Kinds of blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Root,
    /// A heading and what is below it.
    Section(usize),
    /// A list item, by its indentation.
    Item(usize),
    /// Head and ruler of a table; its rows are inside.
    Table,
    Row,
    /// A code block, or the front matter.
    Fence,
    /// A paragraph, quotation, comment or anything else.
    Text,
}

impl Kind {
    /// Whether two blocks may be versions of one.
    pub(super) fn is_like(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }
}

static NOTHING: Block = Block {
    kind: Kind::Text,
    text: String::new(),
    blank: String::new(),
    children: Vec::new(),
    parent: 0,
};

impl Document {
    /// Reads a text.
    pub(super) fn parse(text: &str) -> Self {
        let root = Block { kind: Kind::Root, ..NOTHING.clone() };
        let mut reader = Reader {
            document: Self { blocks: vec![root] },
            open: vec![0],
            current: None,
            until: None,
            is_head: false,
        };
        let mut lines = text.split_inclusive('\n').peekable();
        if lines.peek().is_some_and(|line| line.trim_end() == "---")
            && lines.clone().skip(1).any(|line| line.trim_end() == "---")
            && let Some(line) = lines.next()
        {
            reader.open_fence(line, 0, Until::Line("---".into()));
        }
        while let Some(line) = lines.next() {
            reader.take(line, lines.peek().copied().unwrap_or_default());
        }
        reader.document
    }

    pub(super) fn block(&self, id: usize) -> &Block {
        self.blocks.get(id).unwrap_or(&NOTHING)
    }

    pub(super) fn children(&self, id: usize) -> &[usize] {
        &self.block(id).children
    }

    pub(super) fn len(&self) -> usize {
        self.blocks.len()
    }

    /// A block with everything in it.
    pub(super) fn whole(&self, id: usize) -> String {
        let block = self.block(id);
        let inside = block.children.iter().map(|child| self.whole(*child));
        format!("{}{}{}", block.text, block.blank, inside.collect::<String>())
    }

    /// The blank lines at the end of a block with everything in it.
    pub(super) fn tail(&self, id: usize) -> &str {
        let block = self.block(id);
        block.children.last().map_or(&block.blank, |last| self.tail(*last))
    }
}

/// What ends a block that swallows lines of any kind.
enum Until {
    /// A fence of this letter, at least as long.
    Fence(char, usize),
    /// A line that is this.
    Line(String),
    /// A line that holds this.
    Holds(&'static str),
}

impl Until {
    fn is_end(&self, line: &str) -> bool {
        let line = line.trim();
        match self {
            Self::Fence(letter, length) => {
                line.chars().count() >= *length && line.chars().all(|one| one == *letter)
            }
            Self::Line(end) => line == end,
            Self::Holds(end) => line.contains(end),
        }
    }
}

struct Reader {
    document: Document,
    /// Root, sections and items that are open, each inside the one before.
    open: Vec<usize>,
    /// The block that a further line without a mark of its own belongs to.
    current: Option<usize>,
    until: Option<Until>,
    /// Whether the next line is the ruler of a table.
    is_head: bool,
}

impl Reader {
    fn take(&mut self, line: &str, next: &str) {
        if let Some(until) = &self.until {
            if until.is_end(line) {
                self.until = None;
            }
            self.append(line);
            if self.until.is_none() {
                self.current = None;
            }
            return;
        }
        let trimmed = line.trim();
        let indent = indent(line);
        if trimmed.is_empty() {
            self.blank(line);
        } else if std::mem::take(&mut self.is_head) {
            self.append(line);
        } else if let Some(level) = heading(line) {
            self.section(line, level);
        } else if let Some(until) = fence(trimmed) {
            self.open_fence(line, indent, until);
        } else if item(trimmed) {
            self.close_items(indent);
            let item = self.add(Kind::Item(indent), line);
            self.open.push(item);
        } else if indent == 0 && trimmed.starts_with('|') {
            self.row(line, next);
        } else {
            self.paragraph(line, indent);
        }
    }

    fn blank(&mut self, line: &str) {
        if let Some(last) = self.document.blocks.last_mut() {
            last.blank.push_str(line);
        }
        self.current = None;
    }

    fn section(&mut self, line: &str, level: usize) {
        self.close_items(0);
        while let [_, .., last] = self.open.as_slice() {
            match self.document.block(*last).kind {
                Kind::Section(above) if above < level => break,
                _ => self.open.pop(),
            };
        }
        let section = self.add(Kind::Section(level), line);
        self.open.push(section);
        self.current = None;
    }

    fn open_fence(&mut self, line: &str, indent: usize, until: Until) {
        self.close_items(indent);
        self.add(Kind::Fence, line);
        self.until = Some(until);
    }

    fn row(&mut self, line: &str, next: &str) {
        let table = self.current.and_then(|current| match self.document.block(current).kind {
            Kind::Table => Some(current),
            Kind::Row => Some(self.document.block(current).parent),
            _ => None,
        });
        if let Some(table) = table {
            self.open.push(table);
            self.add(Kind::Row, line);
            self.open.pop();
        } else if is_ruler(next) {
            self.close_items(0);
            self.add(Kind::Table, line);
            self.is_head = true;
        } else {
            self.paragraph(line, 0);
        }
    }

    fn paragraph(&mut self, line: &str, indent: usize) {
        let goes_on = self.current.filter(|current| {
            matches!(self.document.block(*current).kind, Kind::Text | Kind::Item(_))
        });
        if goes_on.is_some() {
            return self.append(line);
        }
        self.close_items(indent);
        self.add(Kind::Text, line);
        if line.trim_start().starts_with("<!--") && !line.contains("-->") {
            self.until = Some(Until::Holds("-->"));
        }
    }

    /// Closes the items that something at this indentation is not inside of.
    fn close_items(&mut self, indent: usize) {
        while let Some(last) = self.open.last() {
            match self.document.block(*last).kind {
                Kind::Item(above) if indent <= above => self.open.pop(),
                _ => break,
            };
        }
    }

    fn add(&mut self, kind: Kind, line: &str) -> usize {
        let id = self.document.blocks.len();
        let parent = self.open.last().copied().unwrap_or(0);
        let block = Block { kind, text: line.to_owned(), parent, ..NOTHING.clone() };
        self.document.blocks.push(block);
        if let Some(parent) = self.document.blocks.get_mut(parent) {
            parent.children.push(id);
        }
        self.current = Some(id);
        id
    }

    fn append(&mut self, line: &str) {
        let current = self.current.unwrap_or(0);
        if let Some(block) = self.document.blocks.get_mut(current) {
            block.text.push_str(line);
        }
    }
}

fn indent(line: &str) -> usize {
    let space = line.chars().take_while(|letter| matches!(letter, ' ' | '\t'));
    space.map(|letter| if letter == '\t' { 4 } else { 1 }).sum()
}

fn heading(line: &str) -> Option<usize> {
    let level = line.chars().take_while(|letter| *letter == '#').count();
    let rest = line.trim_start_matches('#');
    ((1..=6).contains(&level) && rest.starts_with(char::is_whitespace)).then_some(level)
}

fn fence(trimmed: &str) -> Option<Until> {
    let letter = trimmed.chars().next().filter(|first| matches!(first, '`' | '~'))?;
    let length = trimmed.chars().take_while(|one| *one == letter).count();
    let is_inline = letter == '`' && trimmed.trim_start_matches('`').contains('`');
    (length >= 3 && !is_inline).then_some(Until::Fence(letter, length))
}

fn item(trimmed: &str) -> bool {
    bullet(trimmed).is_some()
}

/// What stands behind the mark of a list item.
pub(super) fn bullet(trimmed: &str) -> Option<&str> {
    let digits = trimmed.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let rest = match trimmed.len() - digits.len() {
        0 => trimmed.strip_prefix(['-', '*', '+'])?,
        1..=9 => digits.strip_prefix(['.', ')'])?,
        _ => return None,
    };
    rest.starts_with([' ', '\t']).then(|| rest.trim_start())
}

fn is_ruler(line: &str) -> bool {
    let line = line.trim();
    line.starts_with('|')
        && line.contains("--")
        && line.chars().all(|letter| matches!(letter, '|' | '-' | ':' | ' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The kinds of the blocks, each inside brackets of the one it is in.
    fn shape(document: &Document, id: usize) -> String {
        let block = document.block(id);
        let name = match block.kind {
            Kind::Root => "root",
            Kind::Section(_) => "section",
            Kind::Item(_) => "item",
            Kind::Table => "table",
            Kind::Row => "row",
            Kind::Fence => "fence",
            Kind::Text => "text",
        };
        let inside: Vec<String> =
            block.children.iter().map(|child| shape(document, *child)).collect();
        if inside.is_empty() { name.into() } else { format!("{name}({})", inside.join(" ")) }
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let document = Document::parse(text);
        assert_eq!(document.whole(0), text);
        assert_eq!(shape(&document, 0), format!("root({expected})"), "{text}");
    }

    #[test]
    fn sections_and_items_hold_what_is_below_them() {
        check(
            "# A\n\nText\nmore\n\n## B\n- x\n  - y\n\n# C\n",
            "section(text section(item(item))) section",
        );
        check("- a\n  goes on\n\n  inside\n\noutside\n", "item(text) text");
        check("1. a\n   - b\n2. c\n", "item(item) item");
        check("text\n- item\nlazy\n# Head", "text item section");
    }

    #[test]
    fn tables_have_rows_and_fences_hold_anything() {
        check("| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n\nafter\n", "table(row row) text");
        check("| no table |\nat all\n", "text");
        check("```md\n# no heading\n- no item\n\n```\ntext\n", "fence text");
        check("- a\n  ```sh\n  x\n  ```\n- b\n", "item(fence) item");
        check("````\n```\n````\n# A\n", "fence section");
        check("---\nfeature: x\n\n# no heading\n---\n# A\n", "fence section");
        check("<!-- a\n# no heading\n-->\n# A\n", "text section");
        check("\n\n# A", "section");
    }
}
