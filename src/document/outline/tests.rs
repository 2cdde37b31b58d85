//! Outlines as text, and the promise that no line is lost.

use proptest::prelude::*;

use super::*;

/// `path`'s text as one line per section (`# lines number heading`) and block.
fn shown(text: &str) -> String {
    let mut out = Vec::new();
    for section in outline("docs/x.md", text).sections {
        let Span { line, end_line } = section.span;
        let number = if section.number.is_empty() { "-" } else { &section.number };
        out.push(format!("#{} {line}-{end_line} {number} {}", section.level, section.heading));
        out.extend(section.blocks.iter().map(shown_block));
    }
    out.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n")
}

fn shown_block(block: &Block) -> String {
    let kind = format!("{:?}", block.kind).to_lowercase();
    let Span { line, end_line } = block.span;
    let mut shown = format!("{kind} {line}-{end_line}");
    if block.depth > 0 {
        shown = format!("{shown} depth={}", block.depth);
    }
    if let Some(checked) = block.checked {
        shown += if checked { " [x]" } else { " [ ]" };
    }
    for (mark, text) in [("label", &block.label), ("language", &block.language)] {
        if !text.is_empty() {
            shown = format!("{shown} {mark}={text}");
        }
    }
    shown + " " + &block.text.replace('\n', "⏎")
}

#[track_caller]
fn check(text: &str, expected: &str) {
    let expected: Vec<&str> = expected.trim().lines().map(str::trim).collect();
    assert_eq!(shown(text), expected.join("\n"));
}

#[test]
fn headings_and_labels_lose_their_wrapping() {
    check(
        "# Title\n\n### **3. Database Design**\n**Goal**: ship\n**Owner:** us\n\n- **Size:** small\n",
        "#1 1-2 - Title
         #3 3-7 3 Database Design
         paragraph 4-4 label=Goal Goal: ship
         paragraph 5-5 label=Owner Owner: us
         listitem 7-7 label=Size Size: small",
    );
}

#[test]
fn parents_are_the_enclosing_headings() {
    let outline = outline("x.md", "# A\n## B\n### C\n## D\n");
    let parents: Vec<_> =
        outline.sections.iter().map(|section| section.parents.join("/")).collect();
    assert_eq!(parents, ["", "A", "A/B", "A"]);
}

#[test]
fn text_before_headings_and_without_headings_is_kept() {
    check("lead\n\n# A\n", "#0 1-2 -\nparagraph 1-1 lead\n#1 3-3 - A");
    let outline = outline("docs/notes.md", "just text\n");
    assert_eq!((outline.title.as_str(), outline.sections.len()), ("notes.md", 1));
    assert!(super::outline("x.md", "").sections.is_empty());
    assert!(super::outline("x.md", "\n \n").sections.is_empty());
}

#[test]
fn headings_in_fences_are_no_headings() {
    check("# A\n```sh\n# B\n```\n## C\n", "#1 1-4 - A\ncode 2-4 language=sh # B\n#2 5-5 - C");
}

#[test]
fn a_pasted_document_keeps_its_inner_fences() {
    let text = "# A\n```markdown\n# B\n```json\n{}\n```\n## C\n```\n## D\n";
    check(text, "#1 1-8 - A\ncode 2-8 language=markdown # B⏎```json⏎{}⏎```⏎## C\n#2 9-9 - D");
    // Where the inner fences do not pair up, the text is read as the standard has it.
    let broken = "# A\n```markdown\n```json\n{}\n```\n## C\n";
    check(broken, "#1 1-5 - A\ncode 2-5 language=markdown ```json⏎{}\n#2 6-6 - C");
}

#[test]
fn check_boxes_are_read_however_they_are_indented() {
    check(
        "- [ ] a\n-    [x] b\n* [X] c\n  * [ ] d\n- ☐ e\n1. [ ] f\n",
        "#0 1-6 -
         listitem 1-1 [ ] a
         listitem 2-2 [x] b
         listitem 3-3 [x] c
         listitem 4-4 depth=1 [ ] d
         listitem 5-5 [ ] e
         listitem 6-6 [ ] f",
    );
    check(
        "# A\nDone when:\n    - [ ] a\n    - [x] b\n\n    - [ ] c\n",
        "#1 1-6 - A
         paragraph 2-2 Done when:
         listitem 3-3 [ ] a
         listitem 4-4 [x] b
         listitem 6-6 [ ] c",
    );
}

#[test]
fn items_keep_depth_and_what_stands_below_them() {
    check(
        "# A\n- a\n  more\n\n  second\n  - b\n    ```go\n    x\n    ```\n- c\n",
        "#1 1-10 - A
         listitem 2-3 a more
         paragraph 5-5 second
         listitem 6-6 depth=1 b
         code 7-9 depth=1 language=go x
         listitem 10-10 c",
    );
}

#[test]
fn tables_quotes_and_html_are_blocks() {
    check(
        "# A\n| a | b |\n|---|---|\n| `x` | y\\|z |\n\n> **Note**: q\n\n<!-- c\n\nd -->\nUse <id> <br>now\n",
        "#1 1-11 - A
         tablehead 2-2 a | b
         tablerow 4-4 x | y|z
         quote 6-6 label=Note Note: q
         html 8-10 <!-- c⏎⏎d -->
         paragraph 11-11 Use <id> now",
    );
}

#[test]
fn line_ends_marks_and_front_matter_move_no_line() {
    check("\u{feff}# A\r\n\r\n- b\r\n", "#1 1-3 - A\nlistitem 3-3 b");
    let text = "---\ntitle: x\ntags:\n  - y\n---\n# A\n";
    let read = outline("x.md", text);
    assert_eq!(read.front_matter, "title: x\ntags:\n  - y");
    assert_eq!(read.sections.iter().map(|section| section.span.line).collect::<Vec<_>>(), [1, 6]);
    // A rule, prose and another rule are no front matter.
    assert_eq!(outline("x.md", "---\nSome prose here\n\n---\n").front_matter, "");
}

#[test]
fn a_forgotten_blank_line_over_a_rule_makes_no_heading() {
    let text = "# A\n**Status**: draft\n**Date**: today\n---\nText\n";
    let headings = outline("x.md", text).sections.len();
    assert_eq!(headings, 1);
}

#[test]
fn deep_nesting_does_not_exhaust_the_stack() {
    let read = outline("x.md", &format!("{} deep\n", ">".repeat(20_000)));
    assert_eq!(read.sections.len(), 1);
}

/// Lines that change how the lines around them are read.
fn line() -> impl Strategy<Value = String> {
    const LINES: &[&str] = &[
        "# A",
        "### **2. B**",
        "text",
        "**Goal**: x",
        "- a",
        "  - [ ] b",
        "    - c",
        "1. d",
        "",
        "   ",
        "```",
        "````",
        "```markdown",
        "```go",
        "~~~",
        "| a | b |",
        "|---|---|",
        "---",
        "===",
        "> q",
        "> # h",
        "<!-- c",
        "-->",
        "<div>",
        "[x]: /y",
        "[^1]: z",
        "\tcode",
        "key: value",
        "\u{feff}",
        "\r",
    ];
    prop::sample::select(LINES).prop_map(str::to_owned)
}

proptest! {
    #[test]
    fn every_line_lies_in_one_section(lines in prop::collection::vec(line(), 0..40), crlf: bool) {
        let text = lines.join(if crlf { "\r\n" } else { "\n" });
        let read = outline("x.md", &text);
        for (number, line) in (1..).zip(text.split('\n')) {
            let holders = read.sections.iter().filter(|section| {
                section.span.line <= number && number <= section.span.end_line
            });
            let blank = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty();
            prop_assert!(blank || holders.count() == 1, "line {number} of {text:?}");
        }
        for section in &read.sections {
            for block in &section.blocks {
                prop_assert!(block.span.line >= section.span.line, "{section:?}");
                prop_assert!(block.span.end_line <= section.span.end_line, "{section:?}");
            }
        }
    }
}
