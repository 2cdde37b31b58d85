//! Routes of other protocols from small repositories.

use crate::{
    analyze::{modules, packages},
    extract::file,
    language::Registry,
    model::Route,
};

/// Routes as `file:line METHOD path handler`.
#[track_caller]
fn check(files: &[(&str, &str)], expected: &[&str]) {
    let registry = Registry::new(&[]).unwrap();
    let mut facts: Vec<_> = files
        .iter()
        .map(|(path, text)| file(&registry, &(*path).into(), text.as_bytes(), false))
        .collect();
    let shown = |route: &Route| {
        let unknown = if route.prefix_known { "" } else { "…" };
        let test = if route.test { " (test)" } else { "" };
        let words = [&route.method, &format!("{unknown}{}", route.path), &route.handler];
        let words = words.into_iter().filter(|word| !word.is_empty());
        let words: Vec<&str> = words.map(String::as_str).collect();
        format!("{} {}{test}", route.at.citation(), words.join(" "))
    };
    let modules = modules::complete(&facts, "");
    packages::classify(&mut facts, &modules);
    let mut routes = super::routes(&facts, &modules);
    routes.sort_by(|a, b| (&a.at, &a.path).cmp(&(&b.at, &b.path)));
    assert_eq!(routes.iter().map(shown).collect::<Vec<_>>(), expected);
}

const PROTO: &str =
    "package shop;\nservice Orders {\n rpc Get(A) returns (B);\n rpc PutAll(A) returns (B);\n}\n";

#[test]
fn procedures_name_the_methods_that_answer_them() {
    let server = "package a\n\ntype Server struct {\n\tpb.UnimplementedOrdersServer\n}\n\nfunc (s *Server) Get(ctx C, a *A) (*B, error) { return nil, nil }\n\ntype Other struct{}\n\nfunc (Other) PutAll() {}\n";
    check(
        &[("api/shop.proto", PROTO), ("server.go", server)],
        &[
            "api/shop.proto:3 UNARY /shop.Orders/Get Server.Get",
            "api/shop.proto:4 UNARY /shop.Orders/PutAll",
        ],
    );
    let server = "struct Desk;\nimpl Orders for Desk {\n    async fn put_all(&self) {}\n}\n";
    check(
        &[("shop.proto", PROTO), ("src/desk.rs", server)],
        &[
            "shop.proto:3 UNARY /shop.Orders/Get",
            "shop.proto:4 UNARY /shop.Orders/PutAll Desk.put_all",
        ],
    );
}

#[test]
fn the_nearest_schema_block_says_which_types_are_roots() {
    check(
        &[
            (
                "a/schema.graphql",
                "schema { query: Root }\ntype Root { me: User }\ntype Query { no: Int }",
            ),
            ("a/b/more.graphql", "extend type Root {\n  you: User\n}"),
            (
                "c/schema.gql",
                "type Query { me: User }\ntype Mutation { put: Int }\ntype User { id: ID }",
            ),
        ],
        &[
            "a/b/more.graphql:2 QUERY you Root.you",
            "a/schema.graphql:2 QUERY me Root.me",
            "c/schema.gql:1 QUERY me Query.me",
            "c/schema.gql:2 MUTATION put Mutation.put",
        ],
    );
}

const COBRA: &str = "import \"github.com/spf13/cobra\"\n\n";

fn cobra(path: &str, package: &str, body: &str) -> (String, String) {
    (path.to_owned(), format!("package {package}\n\n{COBRA}{body}"))
}

#[track_caller]
fn check_owned(files: &[(String, String)], expected: &[&str]) {
    let files: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    check(&files, expected);
}

#[test]
fn cobra_commands_are_joined_through_variables_and_functions() {
    let body = "var root = &cobra.Command{Use: \"app [flags]\"}\n\nconst listUse = \"list\"\n\nfunc init() {\n\tusers := &cobra.Command{Use: \"user\", RunE: func(cmd *cobra.Command, args []string) error { return nil }}\n\tusers.AddCommand(&cobra.Command{Use: listUse, RunE: list}, newAdd())\n\troot.AddCommand(users)\n}\n\nfunc newAdd() *cobra.Command {\n\tcmd := &cobra.Command{Use: \"add\"}\n\treturn cmd\n}\n\nfunc alone() { _ = &cobra.Command{Use: \"lost\"} }\n";
    let start = "package main\n\nfunc main() { root.Execute() }\n".to_owned();
    check_owned(
        &[cobra("a.go", "main", body), ("main.go".into(), start)],
        &[
            "a.go:5 app",
            "a.go:10 app user",
            "a.go:11 app user list list",
            "a.go:16 app user add",
            "a.go:20 …lost",
        ],
    );
}

#[test]
fn cobra_commands_are_joined_across_packages_and_parameters() {
    let root = "func New() *cobra.Command {\n\troot := &cobra.Command{Use: \"app\"}\n\tgroup(root, \"x\", add.NewAdd(), add.Other)\n\tsub := &cobra.Command{Use: \"sub\"}\n\tgroup(root, \"y\", sub)\n\tgroup(sub, \"z\", &cobra.Command{Use: \"deep\"})\n\tadd.Hang(root)\n\treturn root\n}\n\nfunc group(parent *cobra.Command, title string, all ...*cobra.Command) {\n\tfor _, one := range all {\n\t\tparent.AddCommand(one)\n\t}\n}\n".to_owned();
    let root = format!(
        "package root\n\nimport (\n\t\"a.b/c/cmd/add\"\n\t\"github.com/spf13/cobra\"\n)\n\n{root}"
    );
    let add = "var Other = &cobra.Command{Use: \"other\"}\n\nfunc NewAdd() *cobra.Command {\n\treturn &cobra.Command{Use: \"add\"}\n}\n\nfunc Hang(p *cobra.Command) {\n\tp.AddCommand(&cobra.Command{Use: \"hung\"})\n}\n";
    let main = "package main\n\nimport \"a.b/c/root\"\n\nfunc main() {\n\tcmd := root.New()\n\tcmd.ExecuteContext(ctx)\n}\n";
    check_owned(
        &[
            ("go.mod".into(), "module a.b/c\n".into()),
            ("root/root.go".into(), root),
            cobra("cmd/add/add.go", "add", add),
            ("main.go".into(), main.into()),
        ],
        &[
            "cmd/add/add.go:5 app other",
            "cmd/add/add.go:8 app add",
            "cmd/add/add.go:12 app hung",
            "root/root.go:9 app",
            "root/root.go:11 app sub",
            "root/root.go:13 app sub deep",
        ],
    );
}

#[test]
fn other_libraries_of_go_name_commands_in_their_own_ways() {
    let urfave = "package main\n\nimport \"github.com/urfave/cli/v2\"\n\nfunc main() {\n\tapp := &cli.App{\n\t\tName: \"app\",\n\t\tCommands: []*cli.Command{\n\t\t\t{Name: \"add\", Action: add},\n\t\t\t{\n\t\t\t\tName: \"user\",\n\t\t\t\tSubcommands: []*cli.Command{{Name: \"list\"}, show()},\n\t\t\t},\n\t\t},\n\t}\n\tapp.Run(os.Args)\n}\n\nfunc show() *cli.Command { return &cli.Command{Name: \"show\"} }\n";
    check(
        &[("main.go", urfave)],
        &[
            "main.go:7 app",
            "main.go:9 app add add",
            "main.go:11 app user",
            "main.go:12 app user list",
            "main.go:19 app user show",
        ],
    );
    let kingpin = "package main\n\nimport (\n\t\"os/exec\"\n\t\"github.com/alecthomas/kingpin/v2\"\n)\n\nfunc main() {\n\tapp := kingpin.New(\"tool\", \"\")\n\tcheck := app.Command(\"check\", \"a\")\n\tcheck.Command(\"config\", \"b\").Hidden()\n\texec.Command(\"git\", \"log\")\n\tkingpin.MustParse(app.Parse(os.Args[1:]))\n}\n";
    check(
        &[("main.go", kingpin)],
        &["main.go:9 tool", "main.go:10 tool check", "main.go:11 tool check config"],
    );
    let map = "package main\n\nimport \"github.com/hashicorp/cli\"\n\nvar all = map[string]cli.CommandFactory{\n\t\"user add\": nil,\n}\n";
    check(&[("go.mod", "module a.b/tool/v2\n"), ("main.go", map)], &["main.go:6 tool user add"]);
}

#[test]
fn other_types_of_the_same_name_are_no_commands() {
    let text = "package a\n\nimport \"a.b/other\"\n\nvar root = &other.Command{Use: \"app\"}\nfunc f() { root.Execute() }\n";
    check(&[("a.go", text)], &[]);
    let text = "use std::process::Command;\nuse clap::Parser;\nfn f() { Command::new(\"git\").output(); }\n";
    check(&[("src/a.rs", text)], &[]);
}

#[test]
fn derived_commands_of_clap_are_joined_through_types() {
    let text = "use clap::{Args, Parser, Subcommand};\n\n#[derive(Debug, Parser)]\n#[command(about = \"x\", name = \"app\")]\nstruct Cli {\n    #[command(subcommand)]\n    command: Option<Commands>,\n}\n\n#[derive(Subcommand)]\nenum Commands {\n    /// Adds.\n    AddAll(AddArgs),\n    #[command(name = \"ls\")]\n    List { all: bool },\n    #[command(subcommand)]\n    Remote(Box<Remote>),\n    #[command(external_subcommand)]\n    Other(Vec<String>),\n    #[command(flatten)]\n    More(More),\n}\n\n#[derive(Args)]\nstruct AddArgs {}\n\n#[derive(Subcommand)]\nenum Remote { Show, GitHTTP }\n\n#[derive(Subcommand)]\nenum More { Help }\n\nfn main() { Cli::parse(); }\n";
    check(
        &[("src/main.rs", text)],
        &[
            "src/main.rs:4 app",
            "src/main.rs:13 app add-all",
            "src/main.rs:14 app ls",
            "src/main.rs:17 app remote",
            "src/main.rs:28 app remote git-http",
            "src/main.rs:28 app remote show",
            "src/main.rs:31 app help",
        ],
    );
    let text = "#[derive(clap::Parser)]\nstruct Cli {\n    #[clap(subcommand)]\n    command: Commands,\n}\n#[derive(clap::Subcommand)]\nenum Commands { Run }\n";
    check(
        &[("Cargo.toml", "[package]\nname = \"tool\"\n"), ("src/main.rs", text)],
        &["src/main.rs:2 tool", "src/main.rs:7 tool run"],
    );
}

#[test]
fn built_commands_of_clap_are_joined_through_chains() {
    let text = "use clap::{Command, Arg};\n\nfn build() -> Command {\n    let mut app = Command::new(\"app\").about(\"x\").subcommand(Command::new(\"add\").arg(Arg::new(\"a\")));\n    app = app.subcommand(list());\n    app.subcommands([Command::new(\"b\"), Command::new(\"c\")])\n}\n\nfn list() -> Command {\n    Command::new(\"list\").subcommand_required(true)\n}\n";
    let main = "fn main() { let matches = app::build().get_matches(); }\n";
    check(
        &[("src/app.rs", text), ("src/main.rs", main)],
        &[
            "src/app.rs:4 app",
            "src/app.rs:4 app add",
            "src/app.rs:6 app b",
            "src/app.rs:6 app c",
            "src/app.rs:10 app list",
        ],
    );
}
