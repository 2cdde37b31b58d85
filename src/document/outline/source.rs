//! What happens to a text before the Markdown parser sees it. No line is added or removed.

/// A text that is ready for the parser.
#[derive(Debug)]
pub(super) struct Prepared {
    /// Text with `\n` line ends, without byte-order mark, front matter blanked, nested fences told apart.
    pub(super) markdown: String,
    /// YAML front matter without its fences.
    pub(super) front_matter: String,
    /// Number of lines.
    pub(super) lines: u32,
    /// First line that is not blank, front matter included; `lines + 1` when there is none.
    pub(super) first_line: u32,
}

/// Prepares `text`.
pub(super) fn prepare(text: &str) -> Prepared {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = text.replace("\r\n", "\n").replace('\r', " ");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let count = u32::try_from(lines.len()).unwrap_or(u32::MAX);
    let first = lines.iter().position(|line| !line.trim().is_empty()).unwrap_or(lines.len());
    let front_matter = take_front_matter(&mut lines);
    lengthen_outer_fences(&mut lines);
    let mut markdown = lines.join("\n");
    markdown.push('\n');
    Prepared {
        markdown,
        front_matter,
        lines: count,
        first_line: u32::try_from(first).unwrap_or(u32::MAX).saturating_add(1),
    }
}

/// Blanks the front matter and returns it. A rule at the top with prose below is no front matter.
fn take_front_matter(lines: &mut [String]) -> String {
    let mut rest = lines.iter().map(|line| line.trim_end());
    if rest.next() != Some("---") {
        return String::new();
    }
    let Some(length) = rest.clone().position(|line| matches!(line, "---" | "...")) else {
        return String::new();
    };
    let body: Vec<&str> = rest.take(length).collect();
    if !body.iter().all(|line| is_yaml(line)) || body.iter().all(|line| line.trim().is_empty()) {
        return String::new();
    }
    let body = body.join("\n");
    for line in lines.iter_mut().take(length + 2) {
        line.clear();
    }
    body
}

fn is_yaml(line: &str) -> bool {
    let key = |line: &str| {
        line.split_once(':').is_some_and(|(key, _)| {
            !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_-. \"'".contains(c))
        })
    };
    line.trim().is_empty()
        || line.starts_with([' ', '\t', '#', ']', '}'])
        || line == "-"
        || line.starts_with("- ")
        || key(line)
}

/// Authors paste whole documents into a fence marked `markdown` without lengthening it, so that the
/// first inner fence would end it and what follows would be read as the document's own. Where the
/// inner fences pair up, the outer fence is lengthened.
fn lengthen_outer_fences(lines: &mut [String]) {
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at = match Fence::of(line) {
            Some(open) => end_of(lines, at, &open) + 1,
            None => at + 1,
        };
    }
}

/// The line that ends the fence `open`; lengthens both when that is not the line of the standard.
fn end_of(lines: &mut [String], at: usize, open: &Fence) -> usize {
    let plain = close_of(lines, at, open);
    let paired = if open.holds_markdown { paired_close_of(lines, at, open) } else { None };
    if let Some(end) = paired.filter(|_| paired != plain) {
        for fence in [at, end] {
            if let Some(line) = lines.get_mut(fence) {
                let indent = line.len() - line.trim_start().len();
                line.insert_str(indent, &open.mark.to_string().repeat(LONGER));
            }
        }
        return end;
    }
    plain.unwrap_or(lines.len())
}

/// Marks added to an outer fence: more than any inner fence has.
const LONGER: usize = 16;

/// Lines searched for the pair of a fence, so that a document full of open fences stays linear.
const PAIR_LIMIT: usize = 4000;

fn close_of(lines: &[String], at: usize, open: &Fence) -> Option<usize> {
    let mut rest = lines.iter().enumerate().skip(at + 1);
    rest.find(|(_, line)| Fence::of(line).is_some_and(|fence| fence.closes(open))).map(|(at, _)| at)
}

/// The line that ends the fence when every inner fence with an info string has an end of its own.
fn paired_close_of(lines: &[String], at: usize, open: &Fence) -> Option<usize> {
    let mut depth = 1_u32;
    for (at, line) in lines.iter().enumerate().skip(at + 1).take(PAIR_LIMIT) {
        match Fence::of(line) {
            Some(fence) if fence.closes(open) => depth -= 1,
            Some(fence) if fence.mark == open.mark && fence.length >= open.length => depth += 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// A line that opens or closes a code fence.
struct Fence {
    mark: char,
    length: usize,
    bare: bool,
    holds_markdown: bool,
}

impl Fence {
    fn of(line: &str) -> Option<Self> {
        let line = line.trim();
        let mark = line.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
        let info = line.trim_start_matches(mark);
        let length = line.len() - info.len();
        if length < 3 || (mark == '`' && info.contains('`')) {
            return None;
        }
        let language = info.split_whitespace().next().unwrap_or_default().to_lowercase();
        let holds_markdown = matches!(&*language, "md" | "markdown");
        Some(Self { mark, length, bare: language.is_empty(), holds_markdown })
    }

    fn closes(&self, open: &Self) -> bool {
        self.bare && self.mark == open.mark && self.length >= open.length
    }
}
