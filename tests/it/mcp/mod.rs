//! The server of `groundplan serve`, asked by the SDK's client.

mod http;
pub(crate) mod session;
mod transcript;

use std::time::Instant;

use groundplan::{
    analyze, discover,
    error::{ErrorKind, Stop},
    language::Registry,
};
use serde_json::{Value, json};

use self::session::Session;
use crate::environment::{PLAN, TestEnvironment};

const TOOLS: [&str; 12] = [
    "analyze_repository",
    "answer_question",
    "check_plan",
    "compare_references",
    "find_symbol",
    "get_gap",
    "get_module",
    "get_schema",
    "list_endpoints",
    "list_questions",
    "plan_status",
    "scaffold_plan",
];

fn plugins() -> (TestEnvironment, Session) {
    let environment = TestEnvironment::plugins();
    environment.commit("plugin-fees");
    let references = ["plugin-scheduler", "plugin-event-streamer", "plugin-spending-control"];
    let mut arguments = vec!["plugin-fees"];
    arguments.extend(references.iter().flat_map(|name| ["--reference", name]));
    let session = Session::start(&environment, &arguments);
    (environment, session)
}

#[test]
fn a_client_learns_what_there_is() {
    let (_environment, session) = plugins();
    let info = session.service.peer_info().unwrap();
    let server = info.server_info.clone().unwrap();
    assert_eq!((&*server.name, &*server.version), ("groundplan", env!("CARGO_PKG_VERSION")));
    assert!(info.instructions.as_ref().unwrap().contains("analyze_repository"));
    let tools = session.run(session.service.list_all_tools()).unwrap();
    let mut names: Vec<&str> = tools.iter().map(|tool| &*tool.name).collect();
    names.sort_unstable();
    assert_eq!(names, TOOLS);
    for tool in &tools {
        let annotations = tool.annotations.as_ref().unwrap();
        let writes = ["scaffold_plan", "answer_question"].contains(&&*tool.name);
        assert_eq!(annotations.read_only_hint, Some(!writes), "{}", tool.name);
        assert_eq!(annotations.open_world_hint, Some(false));
        let description = tool.description.as_ref().unwrap();
        assert!((40..400).contains(&description.len()), "{description}");
        let output = tool.output_schema.as_ref().unwrap_or_else(|| panic!("{}", tool.name));
        assert_eq!(output["type"], "object", "{}", tool.name);
        assert_eq!(tool.input_schema["additionalProperties"], false, "{}", tool.name);
        jsonschema::meta::validate(&Value::Object((**output).clone())).unwrap();
    }
    let resources = session.run(session.service.list_all_resources()).unwrap();
    let uris: Vec<&str> = resources.iter().map(|one| &*one.uri).collect();
    let expected = ["plan.md", "plan.json", "analysis.json"];
    assert_eq!(uris, expected.map(|name| format!("groundplan://plugin-fees/{name}")));
    assert_eq!(session.run(session.service.list_all_resource_templates()).unwrap().len(), 3);
    let prompts = session.run(session.service.list_all_prompts()).unwrap();
    let names: Vec<&str> = prompts.iter().map(|one| &*one.name).collect();
    assert_eq!(names, ["architect", "delivery"]);
}

#[test]
fn every_answer_fits_its_schema_and_says_when_it_was_true() {
    let (environment, session) = plugins();
    environment.expect(0, &["plan", "plugin-fees"]);
    let tools = session.run(session.service.list_all_tools()).unwrap();
    let commit = environment.git("plugin-fees", &["rev-parse", "HEAD"]);
    let asked = [
        ("analyze_repository", json!({})),
        ("analyze_repository", json!({"kind": "interfaces"})),
        ("find_symbol", json!({"query": "package"})),
        ("get_module", json!({"path": "internal/domain"})),
        ("list_endpoints", json!({})),
        ("get_schema", json!({})),
        ("compare_references", json!({})),
        ("get_gap", json!({})),
        ("scaffold_plan", json!({})),
        ("check_plan", json!({})),
        ("plan_status", json!({})),
        ("list_questions", json!({"open": true})),
    ];
    for (name, arguments) in asked {
        let answer = session.ask(name, arguments);
        let tool = tools.iter().find(|tool| tool.name == name).unwrap();
        let schema = Value::Object((**tool.output_schema.as_ref().unwrap()).clone());
        let validator = jsonschema::validator_for(&schema).unwrap();
        if let Err(error) = validator.validate(&answer) {
            panic!("{name}: {error}");
        }
        assert_eq!(answer["at"]["commit"], commit.trim(), "{name}");
        assert_eq!(answer["at"]["name"], "plugin-fees", "{name}");
        assert!(!answer["at"]["state"].as_str().unwrap().is_empty(), "{name}");
        let has_items = answer["items"].as_array().is_some_and(|items| !items.is_empty());
        let says_why = answer["nothing"].is_object() || answer["summary"].is_object();
        assert!(has_items || says_why, "{name} is silent: {answer}");
        let bytes = serde_json::to_vec(&answer).unwrap().len();
        assert!(bytes <= 8_000 * 3, "{name}: {bytes} bytes");
    }
}

#[test]
fn facts_are_those_of_the_commands() {
    let (environment, session) = plugins();
    let analysis = environment.json(&["analyze", "plugin-fees"]);
    let (routes, _) = session.pages("list_endpoints", &json!({}), 500);
    assert_eq!(json!(routes), analysis["routes"]);
    let (interfaces, pages) =
        session.pages("analyze_repository", &json!({"kind": "interfaces"}), 2);
    assert_eq!(json!(interfaces), analysis["interfaces"]);
    assert!(pages > 1);
    let plan = environment.json(&["plan", "plugin-fees", "--format", "model"]);
    let (gap, _) = session.pages("get_gap", &json!({}), 7);
    assert_eq!(json!(gap), plan["gap"]);
    let (questions, _) = session.pages("list_questions", &json!({}), 3);
    assert_eq!(json!(questions), plan["questions"]);
    let text = environment.expect(0, &["plan", "plugin-fees", "--stdout"]).stdout;
    let (parts, _) = session.pages("scaffold_plan", &json!({}), 9);
    let joined: String = parts.iter().map(|part| part["text"].as_str().unwrap()).collect();
    assert_eq!(joined, text);
    let uri = "groundplan://plugin-fees/plan.md";
    let request = rmcp::model::ReadResourceRequestParams::new(uri);
    let read = session.run(session.service.read_resource(request)).unwrap();
    let read = serde_json::to_value(read).unwrap();
    assert_eq!(read["contents"][0]["text"], text);
    assert_eq!(read["contents"][0]["_meta"]["groundplan/at"]["name"], "plugin-fees");
    for (name, flag) in [("architect", "architect"), ("delivery", "delivery")] {
        let request = rmcp::model::GetPromptRequestParams::new(name);
        let prompt = session.run(session.service.get_prompt(request)).unwrap();
        let prompt = serde_json::to_value(prompt).unwrap();
        let text = environment.expect(0, &["prompt", "plugin-fees", "--built-in", flag]).stdout;
        assert_eq!(prompt["messages"][0]["content"]["text"], text);
    }
}

#[test]
fn names_lead_to_places_and_an_empty_answer_says_which_zero_it_is() {
    let (_environment, session) = plugins();
    let found = session.ask("find_symbol", json!({"query": "feepackage"}));
    assert_eq!(found["items"][0]["name"], "FeePackage");
    assert_eq!(found["items"][0]["file"], "internal/domain/feepackage.go");
    let module = session.ask("get_module", json!({"path": "internal/domain"}));
    assert_eq!(module["module"]["what"], "package");
    assert!(module["counts"]["types"].as_u64().unwrap() > 0, "{module}");
    let zero = |tool: &str, arguments: Value| {
        let answer = session.ask(tool, arguments);
        assert_eq!(answer["items"], json!([]), "{answer}");
        (
            answer["nothing"]["reason"].as_str().unwrap().to_owned(),
            answer["nothing"]["text"].to_string(),
        )
    };
    assert_eq!(zero("find_symbol", json!({"query": "zebra"})).0, "no-match");
    let (reason, text) = zero("list_endpoints", json!({"method": "TRACE"}));
    assert!(reason == "no-match" && text.contains("there are "), "{text}");
    assert_eq!(zero("analyze_repository", json!({"kind": "rust_modules"})).0, "not-scanned");
    let (_, text) = zero("get_module", json!({"path": "internal/domai"}));
    assert!(text.contains("internal/domain"), "{text}");
    assert_eq!(zero("check_plan", json!({})).0, "no-input");
    assert!(session.refusal("plan_status", json!({})).contains("no plan"));
}

#[test]
fn a_folder_without_documents_or_code_says_so() {
    let environment = TestEnvironment::new();
    environment.write("bare/notes.txt", "nothing");
    let session = Session::start(&environment, &["bare"]);
    let gap = session.ask("get_gap", json!({}));
    assert_eq!(gap["nothing"]["reason"], "no-input", "{gap}");
    let endpoints = session.ask("list_endpoints", json!({}));
    assert_eq!(endpoints["nothing"]["reason"], "not-scanned", "{endpoints}");
    assert!(endpoints["at"]["commit"].is_null());
}

#[test]
fn wrong_arguments_are_refused_and_the_server_goes_on() {
    let (_environment, session) = plugins();
    for (tool, arguments, says) in [
        ("get_gap", json!({"limit": "many"}), "many"),
        ("get_gap", json!({"limit": 0}), "1 to 500"),
        ("get_gap", json!({"max_tokens": 1}), "500 to 50000"),
        ("get_gap", json!({"sate": "absent"}), "sate"),
        ("get_gap", json!({"state": "lost"}), "lost"),
        ("get_gap", json!({"cursor": "x"}), "no cursor"),
        ("get_gap", json!({"cursor": "0.0.0"}), "has changed"),
        ("find_symbol", json!({}), "query"),
        ("find_symbol", json!({"query": "  "}), "empty"),
        ("analyze_repository", json!({"kind": "weather"}), "interfaces"),
        ("answer_question", json!({"id": "Q-NONE", "answer": "x"}), "list_questions"),
        ("answer_question", json!({"id": "Q-TEAM-SIZE", "answer": "some"}), "number"),
        ("check_plan", json!({"path": "../plugin-scheduler/README.md"}), "outside"),
        ("plan_status", json!({"path": "/etc/passwd"}), "outside"),
        ("no_such_tool", json!({}), "tool"),
    ] {
        let why = session.refusal(tool, arguments.clone());
        assert!(why.contains(says), "{tool} {arguments}: {why}");
    }
    // A cursor of one list is none of another.
    let cursor = session.ask("get_gap", json!({"limit": 1}))["next_cursor"].clone();
    let why = session.refusal("list_questions", json!({"limit": 1, "cursor": cursor}));
    assert!(why.contains("another question"), "{why}");
    session.ask("get_gap", json!({}));
}

#[test]
fn only_roots_are_read() {
    let (environment, session) = plugins();
    environment.fixture("ledger-core");
    for outside in ["../ledger-core", "/", "..", environment.path("ledger-core").as_str()] {
        let why = session.refusal("get_gap", json!({"repository": outside}));
        assert!(why.contains("outside of the server's roots"), "{why}");
    }
    let named = session.ask("list_endpoints", json!({"repository": "plugin-scheduler"}));
    assert_eq!(named["at"]["name"], "plugin-scheduler");
    #[cfg(unix)]
    {
        let (link, to) = (environment.path("plugin-fees/out"), environment.path("ledger-core"));
        std::os::unix::fs::symlink(to, link).unwrap();
        let why = session.refusal("get_gap", json!({"repository": "out"}));
        assert!(why.contains("outside of the server's roots"), "{why}");
        let plan = environment.path("plugin-fees").join(PLAN);
        std::os::unix::fs::symlink(environment.path("elsewhere.md"), plan).unwrap();
        let why = session.refusal("scaffold_plan", json!({"write": true}));
        assert!(why.contains("a link that leads outside"), "{why}");
        assert!(!environment.path("elsewhere.md").exists());
    }
    // References outside of the roots are not read, and the answer says so.
    let alone = Session::start(&environment, &["plugin-scheduler"]);
    let compared = alone.ask("compare_references", json!({}));
    assert!(compared["warnings"].to_string().contains("../plugin-fees was left out"), "{compared}");
}

#[test]
fn a_client_may_name_its_roots() {
    let environment = TestEnvironment::plugins();
    let root = environment.path("plugin-scheduler");
    let session = Session::with_roots(&environment, &[], &[&root]);
    let answer = session.ask("list_endpoints", json!({}));
    assert_eq!(answer["at"]["name"], "plugin-scheduler");
    let why =
        session.refusal("list_endpoints", json!({"repository": environment.path("plugin-fees")}));
    assert!(why.contains("outside of the server's roots"), "{why}");
}

#[test]
fn an_answer_is_never_stale() {
    let (environment, session) = plugins();
    let ask = || session.ask("find_symbol", json!({"query": "BrandNew"}));
    let before = ask();
    assert_eq!((&before["total"], &before["at"]["dirty"]), (&json!(0), &json!(false)));
    assert_eq!(ask()["at"], before["at"], "nothing has changed");
    environment
        .write("plugin-fees/internal/domain/new.go", "package domain\n\nfunc BrandNew() {}\n");
    let after = ask();
    assert_eq!((&after["total"], &after["at"]["dirty"]), (&json!(1), &json!(true)), "{after}");
    assert_ne!(after["at"]["state"], before["at"]["state"]);
    // As long, and at the same path.
    environment
        .write("plugin-fees/internal/domain/new.go", "package domain\n\nfunc BrandOld() {}\n");
    assert_eq!(ask()["total"], 0);
    // References, documents and answers count as well.
    let reference = || session.ask("compare_references", json!({}))["at"]["state"].clone();
    let state = reference();
    environment.write("plugin-scheduler/internal/x.go", "package internal\n");
    assert_ne!(reference(), state);
    let page = session.ask("get_gap", json!({"limit": 1}));
    environment
        .write("plugin-fees/docs/pre-development-docs/PRD.md", "# PRD\n\n- The system must log.\n");
    let why = session.refusal("get_gap", json!({"limit": 1, "cursor": page["next_cursor"]}));
    assert!(why.contains("has changed since"), "{why}");
}

#[test]
fn answers_and_plans_are_written_as_the_commands_do() {
    let (environment, session) = plugins();
    let open = |answer: &Value| answer["counts"]["open"].as_u64().unwrap();
    let before = open(&session.ask("list_questions", json!({})));
    let kept = session.ask("answer_question", json!({"id": "Q-TEAM-SIZE", "answer": "3 people"}));
    assert_eq!(kept["file"], "docs/pre-development-docs/answers.toml");
    assert_eq!(kept["question"]["source"], "person");
    assert_eq!(kept["open"], before - 1);
    assert!(
        environment.read("plugin-fees/docs/pre-development-docs/answers.toml").contains("team = 3")
    );
    let plan = environment.path("plugin-fees").join(PLAN);
    session.ask("scaffold_plan", json!({"limit": 1}));
    assert!(!plan.exists(), "nothing is written unless it is asked for");
    let written = session.ask("scaffold_plan", json!({"write": true}));
    assert_eq!(written["written"], PLAN);
    let text = std::fs::read_to_string(&plan).unwrap();
    assert!(text.contains("3 developers") || text.contains("developers: 3"), "{}", &text[..800]);
    // What people write there stays.
    std::fs::write(&plan, text.replacen("# Implementation Plan", "# Our Implementation Plan", 1))
        .unwrap();
    session.ask("scaffold_plan", json!({"write": true}));
    assert!(std::fs::read_to_string(&plan).unwrap().starts_with("# Our Implementation Plan"));
}

#[test]
fn a_plan_that_names_what_is_not_there_is_found_out() {
    let (environment, session) = plugins();
    let text = "# Tasks\n\n## T1: Mend it\n\n- Modify `internal/nowhere/gone.go`\n";
    let report =
        session.ask("check_plan", json!({"text": text, "path": "docs/pre-dev/x/tasks.md"}));
    let by_command = {
        environment.write("tasks.md", text);
        let arguments = ["check", "tasks.md", "--repo", "plugin-fees", "--format", "json"];
        let ran = environment.run(&arguments);
        serde_json::from_str::<Value>(&ran.stdout).unwrap()
    };
    let rules = |findings: &Value| -> Vec<String> {
        findings.as_array().unwrap().iter().map(|one| one["rule"].to_string()).collect()
    };
    assert!(!rules(&report["items"]).is_empty(), "{report}");
    assert_eq!(rules(&report["items"]), rules(&by_command["findings"]));
    session.ask("scaffold_plan", json!({"write": true}));
    let status = session.ask("plan_status", json!({"limit": 5}));
    assert!(status["total"].as_u64().unwrap() > 10, "{status}");
}

#[test]
fn many_questions_at_once_are_all_answered() {
    let (_environment, session) = plugins();
    let asked = TOOLS.iter().filter(|tool| tool.starts_with("get_g") || tool.starts_with("list_"));
    let calls = asked
        .cycle()
        .take(24)
        .map(|tool| session.service.call_tool(rmcp::model::CallToolRequestParams::new(*tool)));
    let answers = session.run(futures::future::join_all(calls));
    assert_eq!(answers.len(), 24);
    for answer in answers {
        assert_ne!(answer.unwrap().is_error, Some(true));
    }
}

#[test]
fn work_that_is_called_off_ends_and_the_server_goes_on() {
    let environment = TestEnvironment::with(&["plugin-fees"]);
    for number in 0..600 {
        let body: String = (0..150)
            .map(|line| format!("func F{number}x{line}(a int) int {{\n\tif a > {line} {{\n\t\treturn F{number}x0(a)\n\t}}\n\treturn a\n}}\n"))
            .collect::<Vec<_>>()
                .concat();
        environment.write(&format!("large/p{number}/a.go"), format!("package p{number}\n\n{body}"));
    }
    let session = Session::start(&environment, &["large", "plugin-fees"]);
    session.cancelled("analyze_repository", json!({})).unwrap();
    let begun = Instant::now();
    session.ask("list_endpoints", json!({"repository": "plugin-fees"}));
    let news = session.service.service().news.lock().unwrap().clone();
    assert!(news[0].message.as_ref().unwrap().ends_with("files read"), "{news:?}");
    assert!(begun.elapsed().as_secs() < 60);
    // The work itself ends between two files.
    let root = environment.path("large");
    let stop = Stop::default();
    let options = discover::Options { stop: stop.clone(), ..discover::Options::default() };
    let snapshot = discover::open(&root, &options).unwrap();
    stop.set();
    let registry = Registry::new(&[]).unwrap();
    let options = analyze::Options { history: None, progress: &|| {}, session: None };
    let begun = Instant::now();
    let error = analyze::repository(&snapshot, &registry, &options).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Stopped);
    assert!(begun.elapsed().as_millis() < 2000, "{:?}", begun.elapsed());
}
