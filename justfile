# Short names for what one does here every day. `just` lists them.

default:
    @just --list

# Everything that CI runs
check:
    .ci/run

# Formatter and lints
lint:
    cargo fmt --check
    cargo clippy --all-targets -- -D warnings

# All tests, or those whose name holds a word: just test tidy
test *words:
    cargo test {{ words }}

# Writes generated files anew: schemas, command-line reference, transcripts, snapshots. Read the difference.
update:
    UPDATE=1 cargo test --test it tidy::generated
    TRYCMD=overwrite cargo test --test it transcripts
    INSTA_UPDATE=always cargo test --test it golden

# Facts of fixtures and nasty repositories against committed truth: just evals --show 10
evals *flags:
    cargo build --release --bin groundplan
    evals/selftest
    evals/suite {{ flags }}

# Speed and memory against what runs beside them, as a table: just speed --clones ~/clones --part cold
speed *flags:
    cargo build --release --bin groundplan --bench yardstick
    evals/speed {{ flags }}

# Size of a report and time until it answers in Chromium: just report-speed ../midaz
report-speed repo="":
    cargo build --release --bin groundplan
    evals/report {{ repo }}

# Licences, sources and bans of the dependencies
deny:
    cargo deny check bans licenses sources

# MB/s of source analysed, beside reading and parsing alone: just bench ../midaz
bench repo="fixtures":
    GROUNDPLAN_BENCH_REPO={{ absolute_path(repo) }} cargo bench

# Fuzzes a target for a minute: just fuzz outline
fuzz target:
    cargo +nightly fuzz run {{ target }} -- -max_total_time=60

# The plan of the example target
demo:
    cargo run --release -- plan fixtures/plugin-fees
