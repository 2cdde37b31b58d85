//! Somebody else's program: text in, text out, within bounds of time and size. It never hangs and never outlives its
//! time: writing and reading have threads of their own, and a time-out or Ctrl-C ends the whole group of processes.

use std::{
    io::{Read, Write as _},
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use super::interrupt::Interrupt;
use crate::error::{Error, ErrorKind, Result};

/// A program.
#[derive(Clone, Copy, Debug)]
pub(in crate::cli) struct Program<'a> {
    /// As the user's shell takes it.
    pub(in crate::cli) command: &'a str,
    /// How long one answer may take.
    pub(in crate::cli) time: Duration,
}

/// No answer is longer, whatever the program prints.
const LONGEST: usize = 16 << 20;

/// How much of what it says on standard error is kept: the end.
const TOLD: usize = 8 << 10;

/// How long the output may stay open once the program has ended: something that it started holds it.
const GRACE: Duration = Duration::from_secs(2);

/// What a reading thread tells.
enum Event {
    Answer(Vec<u8>),
    TooLarge,
    Told(Vec<u8>),
}

/// Sends `prompt` to the program and gives what it answers.
///
/// # Errors
/// When it cannot be started, fails, takes too long or answers too much.
pub(super) fn ask(program: &Program<'_>, prompt: &str) -> Result<Vec<u8>> {
    let interrupt = Interrupt::noticed();
    let mut child = start(program)?;
    let (sender, events) = mpsc::channel();
    if let Some(mut input) = child.stdin.take() {
        let prompt = prompt.to_owned();
        // A program that does not read, or not all, is free to: the pipe breaks when it ends.
        thread::spawn(move || {
            let _ = input.write_all(prompt.as_bytes());
        });
    }
    listen(&mut child, &sender);
    let ended = follow((program, &interrupt), &mut child, &events);
    // Whatever it has started goes with it.
    stop(&mut child);
    interrupt.obey();
    let (status, answer, told) = ended?;
    if status.success() {
        return Ok(answer);
    }
    Err(failed(program, status, &told))
}

fn start(program: &Program<'_>) -> Result<Child> {
    let mut command = shell(program.command);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().map_err(|error| {
        Error::new(ErrorKind::Usage, "cannot start the shell for the program")
            .source(error)
            .hint("set SHELL to a shell that is there")
    })
}

#[cfg(unix)]
fn shell(text: &str) -> Command {
    use std::os::unix::process::CommandExt as _;
    let shell = std::env::var_os("SHELL").filter(|shell| !shell.is_empty());
    let mut command = Command::new(shell.unwrap_or_else(|| "/bin/sh".into()));
    command.arg("-c").arg(text).process_group(0);
    command
}

#[cfg(not(unix))]
fn shell(text: &str) -> Command {
    let mut command = Command::new("cmd");
    command.arg("/C").arg(text);
    command
}

/// Reads both outputs on threads of their own.
fn listen(child: &mut Child, sender: &mpsc::Sender<Event>) {
    if let Some(mut output) = child.stdout.take() {
        let sender = sender.clone();
        thread::spawn(move || {
            let mut bytes = Vec::new();
            let most = u64::try_from(LONGEST).unwrap_or(u64::MAX).saturating_add(1);
            let _ = output.by_ref().take(most).read_to_end(&mut bytes);
            let _ = sender.send(if bytes.len() > LONGEST {
                Event::TooLarge
            } else {
                Event::Answer(bytes)
            });
        });
    }
    if let Some(output) = child.stderr.take() {
        let sender = sender.clone();
        thread::spawn(move || {
            let _ = sender.send(Event::Told(last(output)));
        });
    }
}

/// The end of what can be read.
fn last(mut from: impl Read) -> Vec<u8> {
    let (mut kept, mut part) = (Vec::new(), [0_u8; 4096]);
    while let Ok(count @ 1..) = from.read(&mut part) {
        kept.extend(part.get(..count).unwrap_or_default());
        let over = kept.len().saturating_sub(TOLD);
        kept.drain(..over);
    }
    kept
}

/// Waits for the answer and the end of the program.
fn follow(
    (program, interrupt): (&Program<'_>, &Interrupt),
    child: &mut Child,
    events: &mpsc::Receiver<Event>,
) -> Result<(ExitStatus, Vec<u8>, Vec<u8>)> {
    let begun = Instant::now();
    let (mut answer, mut told, mut status) = (None, None, None);
    let mut ended_at = None;
    loop {
        match events.recv_timeout(Duration::from_millis(20)) {
            Ok(Event::Answer(bytes)) => answer = Some(bytes),
            Ok(Event::Told(bytes)) => told = Some(bytes),
            Ok(Event::TooLarge) => return Err(too_large()),
            // Both threads are done; only the end of the program is awaited.
            Err(mpsc::RecvTimeoutError::Disconnected) => thread::sleep(Duration::from_millis(20)),
            Err(mpsc::RecvTimeoutError::Timeout) => {}
        }
        if status.is_none() {
            status = child.try_wait().ok().flatten();
            ended_at = status.map(|_| Instant::now());
        }
        let is_over = ended_at.is_some_and(|at: Instant| at.elapsed() > GRACE);
        if let Some(status) = status {
            // What it left running may hold the output open for ever; an answer without an end is none.
            if let (Some(answer), true) = (answer.take_if(|_| told.is_some() || is_over), true) {
                return Ok((status, answer, told.unwrap_or_default()));
            }
            if is_over {
                stop(child);
                ended_at = Some(Instant::now());
            }
        }
        if interrupt.is_raised() {
            return Err(Error::input("interrupted"));
        }
        if begun.elapsed() > program.time {
            return Err(too_slow(program.time));
        }
    }
}

/// Ends the program and everything that it started.
fn stop(child: &mut Child) {
    #[cfg(unix)]
    {
        // The shell's own `kill` reaches a group of processes.
        let text = format!("kill -9 -{} 2>/dev/null", child.id());
        let _ = Command::new("/bin/sh").arg("-c").arg(text).status();
    }
    let _ = child.kill();
    let _ = child.wait();
}

fn too_slow(time: Duration) -> Error {
    Error::input(format!(
        "the program did not answer within {} seconds and was stopped",
        time.as_secs()
    ))
    .hint("give it more time with `--timeout SECONDS`")
}

fn too_large() -> Error {
    Error::input(format!(
        "the program's answer is over {} MiB and was not read to its end",
        LONGEST >> 20
    ))
    .hint("see whether it repeats itself; only the plan belongs on standard output")
}

fn failed(program: &Program<'_>, status: ExitStatus, told: &[u8]) -> Error {
    let told = String::from_utf8_lossy(told);
    let lines: Vec<&str> = told.lines().filter(|line| !line.trim().is_empty()).collect();
    let from = lines.len().saturating_sub(5);
    let last: Vec<String> =
        lines.get(from..).unwrap_or_default().iter().map(|line| shortened(line)).collect();
    let said = if last.is_empty() {
        String::new()
    } else {
        format!("; it said:\n    {}", last.join("\n    "))
    };
    let name = program.command.split_whitespace().next().unwrap_or_default();
    match status.code() {
        Some(127) => Error::new(
            ErrorKind::Usage,
            format!("the shell did not find the program `{name}`{said}"),
        )
        .hint("`--with` takes a command as you would type it in this folder"),
        Some(126) => {
            Error::new(ErrorKind::Usage, format!("the program `{name}` cannot be run{said}"))
                .hint("see whether it may be executed")
        }
        Some(code) => Error::input(format!("the program ended with exit code {code}{said}")),
        None => Error::input(format!("the program was ended by a signal{said}")),
    }
}

fn shortened(line: &str) -> String {
    line.chars().take(300).collect()
}
