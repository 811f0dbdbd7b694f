//! Other programs, run so that they can be watched, limited, and ended together with all that they started.

use std::io::{self, BufRead, BufReader, PipeReader};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::error::BlasError;
use super::interrupt;

/// How a program ended.
#[derive(Debug)]
pub(crate) enum Outcome {
    Ended(ExitStatus),
    NotStarted(io::Error),
    TimedOut,
}

/// How often is looked whether something happened.
const TICK: Duration = Duration::from_millis(50);
/// How long what a program left running may still write.
const LINGER: Duration = Duration::from_millis(500);

/// Runs a program; each line that it prints, of either kind, is given to `take`.
pub(crate) fn run(
    command: &mut Command,
    limit: Option<Duration>,
    take: &mut dyn FnMut(&str) -> Result<(), BlasError>,
) -> Result<Outcome, BlasError> {
    interrupt::check()?;
    let (mut child, lines) = match start(command) {
        Ok(started) => started,
        Err(error) => return Ok(Outcome::NotStarted(error)),
    };
    let done = watch(&mut child, &lines, limit, take);
    if !matches!(done, Ok(Outcome::Ended(_))) {
        end(&mut child);
    }
    done
}

/// Runs a program, and gives how it ended and all that it printed.
pub(crate) fn output(command: &mut Command, limit: Option<Duration>) -> Result<(Outcome, String), BlasError> {
    let mut text = String::new();
    let outcome = run(command, limit, &mut |line| {
        text.push_str(line);
        text.push('\n');
        Ok(())
    })?;
    Ok((outcome, text))
}

/// The command as people would type it.
pub(crate) fn words(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(|word| {
            let word = word.to_string_lossy();
            if word.contains([' ', ';', '*', '(']) { format!("'{word}'") } else { word.into_owned() }
        })
        .collect::<Vec<_>>()
        .join(" ")
}

fn start(command: &mut Command) -> io::Result<(Child, Receiver<String>)> {
    let (reader, writer) = io::pipe()?;
    command.stdin(Stdio::null()).stdout(writer.try_clone()?).stderr(writer);
    // A group of its own: the terminal's Ctrl-C comes to this program alone, which then ends the whole group.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    let child = command.spawn();
    // The command holds the pipe's other end, which would keep it open for ever.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let child = child?;
    let (sender, lines) = mpsc::channel();
    std::thread::spawn(move || read_lines(reader, &sender));
    Ok((child, lines))
}

fn read_lines(reader: PipeReader, sender: &mpsc::Sender<String>) {
    let mut reader = BufReader::new(reader);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
        let text = String::from_utf8_lossy(&line).trim_end_matches(['\n', '\r']).to_owned();
        if sender.send(text).is_err() {
            return;
        }
        line.clear();
    }
}

fn watch(
    child: &mut Child,
    lines: &Receiver<String>,
    limit: Option<Duration>,
    take: &mut dyn FnMut(&str) -> Result<(), BlasError>,
) -> Result<Outcome, BlasError> {
    let start = Instant::now();
    let mut ended: Option<(ExitStatus, Instant)> = None;
    let mut is_open = true;
    loop {
        interrupt::check()?;
        match lines.recv_timeout(TICK) {
            Ok(line) => {
                take(&line)?;
                continue;
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) if is_open => is_open = false,
            Err(RecvTimeoutError::Disconnected) => std::thread::sleep(TICK),
        }
        if ended.is_none() {
            ended = child.try_wait().ok().flatten().map(|status| (status, Instant::now()));
        }
        if let Some((status, when)) = ended
            && (!is_open || when.elapsed() > LINGER)
        {
            return Ok(Outcome::Ended(status));
        }
        if limit.is_some_and(|limit| start.elapsed() > limit) {
            return Ok(Outcome::TimedOut);
        }
    }
}

/// Ends a program and everything that it started.
fn end(child: &mut Child) {
    #[cfg(unix)]
    if let Ok(group) = i32::try_from(child.id()) {
        use nix::sys::signal::{Signal, killpg};
        use nix::unistd::Pid;
        let group = Pid::from_raw(group);
        // Compilers remove their temporary files when they are asked; then nobody is asked any more.
        for signal in [Signal::SIGTERM, Signal::SIGKILL] {
            if killpg(group, signal).is_err() {
                break;
            }
            let start = Instant::now();
            while start.elapsed() < LINGER && !matches!(child.try_wait(), Ok(Some(_))) {
                std::thread::sleep(TICK);
            }
        }
    }
    // It may have ended by itself, which is as well.
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(all(test, unix))]
mod tests {
    use std::process::Command;
    use std::time::{Duration, Instant};

    use super::{Outcome, output, words};

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn both_kinds_of_output_are_read() {
        let (outcome, text) =
            output(&mut shell("echo one; echo two >&2; exit 3"), None).expect("nobody interrupts");
        assert!(matches!(outcome, Outcome::Ended(status) if status.code() == Some(3)), "{outcome:?}");
        assert_eq!(text, "one\ntwo\n");
    }

    #[test]
    fn what_takes_too_long_is_ended_with_its_children() {
        let folder = tempfile::tempdir().expect("a folder");
        let mark = folder.path().join("mark");
        let script = format!("(sleep 2; touch {}) & wait", mark.display());
        let start = Instant::now();
        let limit = Some(Duration::from_millis(200));
        let (outcome, _) = output(&mut shell(&script), limit).expect("nobody interrupts");
        assert!(matches!(outcome, Outcome::TimedOut), "{outcome:?}");
        assert!(start.elapsed() < Duration::from_secs(2));
        std::thread::sleep(Duration::from_millis(2500));
        assert!(!mark.exists(), "the child lived on");
    }

    #[test]
    fn what_is_not_there_is_said() {
        let (outcome, _) = output(&mut Command::new("no-such-program"), None).expect("nobody interrupts");
        assert!(matches!(outcome, Outcome::NotStarted(_)), "{outcome:?}");
    }

    #[test]
    fn commands_are_shown_as_typed() {
        let mut command = Command::new("make");
        command.args(["libs", "DYNAMIC_LIST=HASWELL ZEN"]);
        assert_eq!(words(&command), "make libs 'DYNAMIC_LIST=HASWELL ZEN'");
    }
}
