//! Endpoints that a PRD or TRD asks for. Calls in examples and endpoints of other systems are none.

use std::collections::BTreeMap;

use super::{
    described,
    endpoint_line::{self, EndpointLine},
    page::Page,
    topic::{self, Topic},
};
use crate::{
    document::{quantity, words},
    model::{Block, BlockKind, RequiredEndpoint, Section, Span},
};

/// Reads the endpoints of one page; one that is named twice keeps its first place.
pub(super) fn read(page: &mut Page<'_>, found: &mut Found) {
    if !page.requires() {
        return;
    }
    for (at, section) in page.sections() {
        let topic = page.standing(at).topic;
        if is_elsewhere(topic) {
            continue;
        }
        let targets = topic::is_about_targets(page.outline, at);
        let mut reader = Reader {
            page,
            found,
            current: None,
            context: Context::None,
            guessed: None,
            head: None,
            targets,
        };
        reader.section(at, section);
    }
}

/// Sections whose endpoints are other systems' or examples.
fn is_elsewhere(topic: Topic) -> bool {
    matches!(
        topic,
        Topic::Integrations
            | Topic::Risks
            | Topic::Metadata
            | Topic::Schedule
            | Topic::Acceptance
            | Topic::OutOfScope
            | Topic::UserStories
    )
}

/// Endpoints found so far.
#[derive(Default)]
pub(super) struct Found {
    pub(super) endpoints: Vec<RequiredEndpoint>,
    places: BTreeMap<(String, String), usize>,
    /// Endpoint that the heading above names, with the heading's level.
    heading: Option<(u8, usize)>,
}

impl Found {
    fn add(&mut self, page: &Page<'_>, line: EndpointLine, span: Span) -> usize {
        let key = (line.method.clone(), line.path.clone());
        if let Some(at) = self.places.get(&key) {
            if let Some(known) =
                self.endpoints.get_mut(*at).filter(|known| known.summary.is_empty())
            {
                known.summary = line.summary;
            }
            return *at;
        }
        let at = self.endpoints.len();
        self.endpoints.push(RequiredEndpoint {
            at: page.evidence("endpoint", span),
            id: format!("EP-{}", at + 1),
            method: line.method,
            path: line.path,
            summary: line.summary,
            request_body: None,
        });
        self.places.insert(key, at);
        at
    }
}

/// What the JSON below a label shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Context {
    None,
    Request,
    Other,
}

struct Reader<'p, 'o, 'f> {
    page: &'p mut Page<'o>,
    found: &'f mut Found,
    /// Endpoint that text and JSON below belong to.
    current: Option<usize>,
    context: Context,
    /// Words that only describe the endpoint whose request follows, when they do not name it.
    guessed: Option<String>,
    head: Option<Block>,
    /// The section is about targets, whose rows say how fast and not what.
    targets: bool,
}

impl Reader<'_, '_, '_> {
    fn section(&mut self, at: usize, section: &Section) {
        let line = Span { line: section.span.line, end_line: section.span.line };
        if self.found.heading.is_some_and(|(level, _)| section.level <= level) {
            self.found.heading = None;
        }
        if let Some(endpoint) = endpoint_line::anywhere(&section.heading) {
            let endpoint = self.found.add(self.page, endpoint, line);
            self.found.heading = Some((section.level, endpoint));
        }
        self.current = self.found.heading.map(|(_, endpoint)| endpoint);
        self.context = context(&section.heading).unwrap_or(Context::None);
        if self.current.is_none() {
            self.guess(&section.heading);
        }
        for (number, block) in section.blocks.iter().enumerate() {
            if self.block(block) {
                self.page.claim((at, number));
            }
        }
    }

    /// Whether the block told something of an endpoint.
    fn block(&mut self, block: &Block) -> bool {
        match block.kind {
            BlockKind::Code => self.code(block),
            BlockKind::TableHead => {
                self.head = Some(block.clone());
                false
            }
            BlockKind::TableRow => self.row(block),
            BlockKind::ListItem => self.text(block, endpoint_line::anywhere(&block.text)),
            BlockKind::Paragraph => self.text(block, endpoint_line::at_start(&block.text)),
            _ => false,
        }
    }

    fn text(&mut self, block: &Block, endpoint: Option<EndpointLine>) -> bool {
        if let Some(endpoint) = endpoint {
            self.current = Some(self.found.add(self.page, endpoint, block.span));
            self.context = Context::None;
            self.guessed = None;
            return true;
        }
        let name = if block.label.is_empty() { &block.text } else { &block.label };
        if let Some(context) = context(name) {
            self.context = context;
            return false;
        }
        if block.text.ends_with(':') && self.found.heading.is_none() {
            self.guess(&block.text);
        }
        self.summarise(block)
    }

    /// Takes `text` for the description of the endpoint whose request follows, when it fits one.
    fn guess(&mut self, text: &str) {
        if let Some(endpoint) = described::endpoint(text, &self.found.endpoints) {
            self.current = Some(endpoint);
            self.guessed = Some(text.trim_end_matches(':').to_owned());
        }
    }

    /// The first paragraph below an endpoint's heading says what it does.
    fn summarise(&mut self, block: &Block) -> bool {
        let heading = self.found.heading.map(|(_, endpoint)| endpoint);
        let named = heading.filter(|heading| Some(*heading) == self.current);
        let endpoint = named.and_then(|at| self.found.endpoints.get_mut(at));
        let Some(endpoint) = endpoint.filter(|endpoint| endpoint.summary.is_empty()) else {
            return false;
        };
        if block.kind != BlockKind::Paragraph || block.text.ends_with(':') {
            return false;
        }
        endpoint.summary.clone_from(&block.text);
        true
    }

    fn row(&mut self, block: &Block) -> bool {
        let cell = |text: &str| text.trim_matches(['`', '*', ' ']).to_owned();
        let cells: Vec<String> = block.cells.iter().map(|text| cell(text)).collect();
        let methods = |text: &str| -> Vec<String> {
            text.split([',', '/', ' ']).filter(|word| !word.is_empty()).map(str::to_owned).collect()
        };
        let method_at = cells.iter().position(|cell| {
            let words = methods(cell);
            !words.is_empty() && words.iter().all(|word| endpoint_line::is_method(word))
        });
        let path_at = cells.iter().position(|cell| cell.starts_with('/'));
        let (Some(method_at), Some(path_at)) = (method_at, path_at) else {
            let whole = cells.iter().find_map(|cell| endpoint_line::at_start(cell));
            return self.whole_cell(block, whole, &cells);
        };
        let summary = self.description(&cells, &[method_at, path_at]);
        let written = cells.get(path_at).map(String::as_str).unwrap_or_default();
        let Some(path) = endpoint_line::path(written) else { return false };
        for method in cells.get(method_at).map(|cell| methods(cell)).unwrap_or_default() {
            let line = EndpointLine { method, path: path.clone(), summary: summary.clone() };
            self.found.add(self.page, line, block.span);
        }
        true
    }

    /// A row with method and path in one cell.
    fn whole_cell(
        &mut self,
        block: &Block,
        endpoint: Option<EndpointLine>,
        cells: &[String],
    ) -> bool {
        let Some(mut endpoint) = endpoint else { return false };
        if endpoint.summary.is_empty() {
            let own = cells.iter().position(|cell| endpoint_line::at_start(cell).is_some());
            endpoint.summary = self.description(cells, own.as_slice());
        }
        self.found.add(self.page, endpoint, block.span);
        true
    }

    /// The cell that says what an endpoint does.
    fn description(&self, cells: &[String], taken: &[usize]) -> String {
        if self.targets {
            return String::new();
        }
        let columns = self.head.iter().flat_map(|head| &head.cells).map(|cell| words::key(cell));
        let columns: Vec<String> = columns.collect();
        let open = |at: usize| {
            let column = columns.get(at).map_or("", String::as_str);
            !taken.contains(&at) && !words::has_any(column, NO_DESCRIPTION)
        };
        let named = columns.iter().position(|column| words::has_any(column, DESCRIPTION));
        let first = || {
            let mut kept = cells.iter().enumerate().filter(|(at, cell)| open(*at) && says(cell));
            kept.next().map(|(at, _)| at)
        };
        let at = named.filter(|at| open(*at)).or_else(first);
        at.and_then(|at| cells.get(at)).cloned().unwrap_or_default()
    }

    fn code(&mut self, block: &Block) -> bool {
        let mut named = Vec::new();
        let fenced = block.span.end_line - block.span.line + 1 > lines(&block.text);
        let first = block.span.line + u32::from(fenced);
        for (line, text) in (first..).zip(block.text.lines()) {
            if let Some(endpoint) = endpoint_line::at_start(text) {
                let span = Span { line, end_line: line };
                named.push(self.found.add(self.page, endpoint, span));
            }
        }
        if let [one] = named.as_slice() {
            self.current = Some(*one);
            self.context = Context::None;
            self.guessed = None;
            let body = block.text.split_once("\n\n").map(|(_, body)| body);
            self.body(body.filter(|body| opens_json(body)));
            return true;
        }
        if named.len() > 1 {
            self.current = described::only_writer(&named, &self.found.endpoints);
            self.guessed = self.current.map(|_| String::new());
            self.context = Context::None;
            return true;
        }
        self.body(is_json(block).then_some(block.text.as_str()))
    }

    /// Keeps `json` as the request of the current endpoint, when it is one.
    fn body(&mut self, json: Option<&str>) -> bool {
        let endpoint = self.current.and_then(|at| self.found.endpoints.get_mut(at));
        let (Some(endpoint), Some(json)) = (endpoint, json) else { return false };
        let writes = matches!(&*endpoint.method, "POST" | "PUT" | "PATCH");
        let request = match self.context {
            Context::Request => true,
            Context::None => writes,
            Context::Other => false,
        };
        // What follows the first JSON without a label of its own is the answer.
        self.context = Context::Other;
        let guessed = self.guessed.take();
        if !request || (guessed.is_some() && described::answers(json)) {
            return false;
        }
        if endpoint.request_body.is_none() {
            endpoint.request_body = Some(json.trim().to_owned());
            if let Some(summary) = guessed.filter(|_| endpoint.summary.is_empty()) {
                endpoint.summary = summary;
            }
            return true;
        }
        false
    }
}

/// Columns that say what an endpoint does, and columns that say something else of it.
const DESCRIPTION: &[&str] =
    &["description", "purpose", "summary", "action", "use", "does", "descricao", "finalidade"];
const NO_DESCRIPTION: &[&str] = &[
    "target",
    "latency",
    "p50",
    "p90",
    "p95",
    "p99",
    "sla",
    "slo",
    "rate",
    "limit",
    "limits",
    "auth",
    "authentication",
    "authorization",
    "permission",
    "permissions",
    "scope",
    "role",
    "roles",
    "status",
    "code",
    "codes",
    "response",
    "request",
    "body",
    "payload",
    "handler",
    "throughput",
    "success",
    "priority",
    "id",
    "phase",
    "version",
];

/// Whether a cell has words and is no measure.
fn says(cell: &str) -> bool {
    cell.contains(char::is_alphabetic)
        && endpoint_line::at_start(cell).is_none()
        && !quantity::quantities(cell).iter().any(quantity::is_measurable)
}

fn lines(text: &str) -> u32 {
    u32::try_from(text.lines().count()).unwrap_or(u32::MAX)
}

fn is_json(block: &Block) -> bool {
    matches!(&*block.language, "json" | "jsonc" | "json5" | "") && opens_json(&block.text)
}

fn opens_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

fn context(name: &str) -> Option<Context> {
    let key = words::key(name);
    if key.split_whitespace().count() > 5 && !name.ends_with(':') {
        return None;
    }
    let response = [
        "response",
        "responses",
        "resposta",
        "respuesta",
        "returns",
        "answer",
        "answers",
        "reply",
        "result",
        "error",
        "errors",
    ];
    let request = ["request", "request body", "body", "payload", "requisicao", "corpo"];
    if words::has_any(&key, &response) {
        return Some(Context::Other);
    }
    words::has_any(&key, &request).then_some(Context::Request)
}
