//! Risks in tables, lists and sections of any document.

use super::{
    given,
    page::{At, Page},
    topic::Topic,
};
use crate::{
    document::{body, field, words},
    model::{Block, BlockKind, DocumentKind, DocumentedRisk, Section, Span},
};

/// Reads the risks of one page.
pub(super) fn read(page: &mut Page<'_>, found: &mut Vec<DocumentedRisk>) {
    for (at, section) in page.sections() {
        // A strategy against risks lists measures.
        let heading = words::key(&section.heading);
        let measures =
            words::has_any(&heading, MITIGATION) && !words::has_any(&heading, &["risks", "riscos"]);
        let about_risks = page.standing(at).topic == Topic::Risks && !measures;
        let category = category(page, section);
        let mut reader = Reader { category, label: "", found, columns: None };
        if about_risks && is_risk(section) {
            reader.whole(page, at, section);
        } else {
            for (number, block) in section.blocks.iter().enumerate() {
                reader.block(page, block, (at, number), about_risks);
            }
        }
    }
}

struct Reader<'f> {
    /// By the headings or the kind of the document.
    category: &'static str,
    /// By the last label over a table or a list (`**Technical**`).
    label: &'static str,
    found: &'f mut Vec<DocumentedRisk>,
    columns: Option<Columns>,
}

impl Reader<'_> {
    fn block(&mut self, page: &mut Page<'_>, block: &Block, place: At, about_risks: bool) {
        match block.kind {
            BlockKind::TableHead => self.columns = Columns::of(block, about_risks),
            BlockKind::TableRow => self.row(page, block, place),
            BlockKind::ListItem if about_risks => self.item(page, block, place),
            BlockKind::Paragraph if about_risks && is_label(block) => {
                self.label = category_of(&block.text);
            }
            _ => {}
        }
    }

    fn category(&self) -> &'static str {
        if self.label.is_empty() { self.category } else { self.label }
    }

    fn row(&mut self, page: &mut Page<'_>, block: &Block, place: At) {
        let Some(columns) = &self.columns else { return };
        let cell = |column: Option<usize>| {
            column.and_then(|at| block.cells.get(at)).cloned().unwrap_or_default()
        };
        let text = cell(Some(columns.risk));
        if text.is_empty() {
            return;
        }
        let named = category_of(&cell(columns.category));
        let risk = DocumentedRisk {
            at: page.evidence("risk", block.span),
            category: if named.is_empty() { self.category() } else { named }.to_owned(),
            probability: cell(columns.probability),
            impact: cell(columns.impact),
            mitigation: cell(columns.mitigation),
            text,
        };
        self.found.push(risk);
        page.claim(place);
    }

    /// A list item is a risk; what stands below it are its properties.
    fn item(&mut self, page: &mut Page<'_>, block: &Block, place: At) {
        page.claim(place);
        if block.depth > 0 {
            if let Some(risk) = self.found.last_mut() {
                describe(risk, block);
            }
            return;
        }
        let mut risk = DocumentedRisk {
            at: page.evidence("risk", block.span),
            text: block.text.clone(),
            category: self.category().to_owned(),
            probability: inline(&block.text, PROBABILITY),
            impact: inline(&block.text, IMPACT),
            mitigation: inline(&block.text, MITIGATION),
        };
        let mitigates =
            field(block).is_some_and(|(name, _)| words::has_any(&words::key(name), MITIGATION));
        if let Some(last) = self.found.last_mut().filter(|_| mitigates) {
            body(block).clone_into(&mut last.mitigation);
            return;
        }
        if words::is(&words::key(&block.label), "risk")
            || words::is(&words::key(&block.label), "risco")
        {
            body(block).clone_into(&mut risk.text);
        }
        self.found.push(risk);
    }

    /// A section whose heading is the risk.
    fn whole(&mut self, page: &mut Page<'_>, at: usize, section: &Section) {
        let title = given::any(&section.heading).map_or(&*section.heading, |given| given.rest);
        let title = if title.is_empty() { &section.heading } else { title };
        let lines = Span { line: section.span.line, end_line: section.span.end_line };
        let mut risk = DocumentedRisk {
            at: page.evidence("risk", lines),
            text: title.to_owned(),
            category: self.category().to_owned(),
            probability: String::new(),
            impact: String::new(),
            mitigation: String::new(),
        };
        for (number, block) in section.blocks.iter().enumerate() {
            if describe(&mut risk, block) {
                page.claim((at, number));
            }
        }
        self.found.push(risk);
    }
}

const RISK: &[&str] = &["risk", "risks", "risco", "riscos", "riesgo", "threat", "ameaca"];
const PROBABILITY: &[&str] =
    &["probability", "likelihood", "probabilidade", "probabilidad", "prob"];
const IMPACT: &[&str] = &["impact", "impacto", "severity", "severidade"];
const MITIGATION: &[&str] = &[
    "mitigation",
    "mitigations",
    "mitigacao",
    "mitigacion",
    "mitigation strategy",
    "contingency",
    "contingencia",
];
/// Further names of a column for mitigations.
const ANSWER: &[&str] = &[
    "answer",
    "response",
    "countermeasure",
    "countermeasures",
    "treatment",
    "what we do",
    "resposta",
    "tratamento",
];
const CATEGORY: &[&str] = &["category", "categoria", "type", "tipo"];

struct Columns {
    risk: usize,
    probability: Option<usize>,
    impact: Option<usize>,
    mitigation: Option<usize>,
    category: Option<usize>,
}

impl Columns {
    /// The columns, when the table lists risks.
    fn of(head: &Block, about_risks: bool) -> Option<Self> {
        let keys: Vec<String> = head.cells.iter().map(|cell| words::key(cell)).collect();
        let find = |names: &[&str]| keys.iter().position(|key| words::has_any(key, names));
        let (probability, impact) = (find(PROBABILITY), find(IMPACT));
        let mitigation = find(MITIGATION).or_else(|| find(ANSWER));
        let category = find(CATEGORY);
        let named = keys.iter().position(|key| {
            words::has_any(key, RISK) && !words::has_any(key, &["id", "level", "nivel"])
        });
        let told = [probability, impact, mitigation].iter().flatten().count();
        let described = || {
            let words = &["description", "descricao", "title", "item", "issue"];
            find(words).or_else(|| {
                keys.iter().position(|key| !words::is(key, "id") && !key.trim().is_empty())
            })
        };
        let risk = named.or_else(|| (about_risks && told > 0).then(described).flatten())?;
        (told > 0).then_some(Self { risk, probability, impact, mitigation, category })
    }
}

/// Whether a section's heading is one risk: its text has the properties of one.
fn is_risk(section: &Section) -> bool {
    let names = section.blocks.iter().filter(|block| block.depth == 0).filter_map(field);
    let told = names.filter(|(name, _)| {
        let key = words::key(name);
        [PROBABILITY, IMPACT, MITIGATION]
            .iter()
            .any(|names| names.iter().any(|name| words::is(&key, name)))
    });
    told.count() >= 2
}

/// Reads a property of a risk from a block below it.
fn describe(risk: &mut DocumentedRisk, block: &Block) -> bool {
    let Some((name, value)) = field(block) else { return false };
    let key = words::key(name);
    let slots = [
        (PROBABILITY, &mut risk.probability),
        (IMPACT, &mut risk.impact),
        (MITIGATION, &mut risk.mitigation),
    ];
    for (names, slot) in slots {
        if words::has_any(&key, names) {
            value.clone_into(slot);
            return true;
        }
    }
    false
}

/// The value behind one of `names` and a colon within a sentence: `(Impact: High, …)`.
fn inline(text: &str, names: &[&str]) -> String {
    let lower = text.to_ascii_lowercase();
    let place = names.iter().filter_map(|name| {
        let at = lower.find(&format!("{name}:"))?;
        Some(at + name.len() + 1)
    });
    let rest = place.min().and_then(|at| text.get(at..)).unwrap_or_default();
    rest.split([',', ';', ')', '\n', '|']).next().unwrap_or_default().trim().to_owned()
}

/// A short line over a table or a list.
fn is_label(block: &Block) -> bool {
    let whole = block.text.trim_end_matches(':').trim();
    whole == block.label || (block.text.ends_with(':') && whole.split_whitespace().count() <= 6)
}

/// The category that the nearest heading tells; a document's title tells none, its kind does.
fn category(page: &Page<'_>, section: &Section) -> &'static str {
    let above = section.parents.iter().filter(|parent| **parent != page.outline.title);
    let headings = above.chain([&section.heading]).rev();
    let told = headings.map(|heading| category_of(heading)).find(|told| !told.is_empty());
    told.unwrap_or(match page.kind {
        DocumentKind::Prd => "project",
        DocumentKind::Trd => "technical",
        _ => "",
    })
}

fn category_of(text: &str) -> &'static str {
    const TECHNICAL: &[&str] = &[
        "technical",
        "technology",
        "tecnico",
        "tecnicos",
        "tecnica",
        "security",
        "performance",
        "software",
        "architecture",
        "infrastructure",
        "system",
        "seguranca",
        "arquitetura",
    ];
    const PROJECT: &[&str] = &[
        "project",
        "projeto",
        "business",
        "negocio",
        "schedule",
        "delivery",
        "organizational",
        "organisation",
        "organization",
        "team",
        "people",
        "product",
        "market",
        "stakeholders",
        "around it",
        "around the project",
        "equipe",
        "prazo",
    ];
    let key = words::key(text);
    if words::has_any(&key, TECHNICAL) {
        "technical"
    } else if words::has_any(&key, PROJECT) {
        "project"
    } else {
        ""
    }
}
