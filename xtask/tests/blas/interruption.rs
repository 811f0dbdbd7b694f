//! Ctrl-C, a process that is killed, and two at once.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use super::workshop::{OBJECTS, Run, Workshop};

/// A build that says when it has begun to compile, and then takes a while before it says that it went on.
fn slow(workshop: &Workshop, seconds: u32) -> (std::path::PathBuf, std::path::PathBuf, std::path::PathBuf) {
    let (begun, late) = (workshop.path("begun"), workshop.path("late"));
    let before =
        format!("BEFORE = touch {} && sleep {seconds} && touch {}\n", begun.display(), late.display());
    (workshop.tree(&before), begun, late)
}

fn start(workshop: &Workshop, tree: &Path) -> Child {
    let tree = tree.display().to_string();
    let mut xtask: Command = workshop.xtask(&["build-blas", "--source", &tree]);
    xtask.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts")
}

fn wait_for(path: &Path) {
    let start = Instant::now();
    while !path.exists() {
        assert!(start.elapsed() < Duration::from_secs(60), "{} does not appear", path.display());
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn send(child: &Child, signal: Signal) {
    let id = i32::try_from(child.id()).expect("process ids are small");
    kill(Pid::from_raw(id), signal).expect("the process lives");
}

#[test]
fn ctrl_c_ends_everything_and_leaves_nothing() {
    for signal in [Signal::SIGINT, Signal::SIGTERM] {
        let workshop = Workshop::new();
        let (tree, begun, late) = slow(&workshop, 6);
        let child = start(&workshop, &tree);
        wait_for(&begun);
        let asked = Instant::now();
        send(&child, signal);
        Run::from(child.wait_with_output().expect("it ends")).failed(&["interrupted"]);
        assert!(asked.elapsed() < Duration::from_secs(5), "it went on for {:?}", asked.elapsed());
        workshop.assert_nothing_built();
        std::thread::sleep(Duration::from_secs(7));
        assert!(!late.exists(), "make lived on after {signal}");
    }
}

#[test]
fn after_a_process_was_killed_the_next_one_starts_afresh() {
    let workshop = Workshop::new();
    let (tree, begun, _) = slow(&workshop, 1);
    let mut child = start(&workshop, &tree);
    wait_for(&begun);
    child.kill().expect("the process lives");
    child.wait().expect("it ends");
    assert!(workshop.names("builds").is_empty() && !workshop.cache("current").exists());
    let text = workshop.build(&tree, &[]).succeeded();
    assert!(!text.contains("built before"), "{text}");
    assert!(workshop.names("building").is_empty(), "what the first one left is still there");
}

#[test]
fn two_at_once_wait_for_each_other_and_build_once() {
    let workshop = Workshop::new();
    let count = workshop.path("count");
    let (tree, begun, _) = slow(&workshop, 1);
    let rule = fs::read_to_string(tree.join("faults.mk")).expect("it is there");
    fs::write(tree.join("faults.mk"), format!("{} && echo x >> {}\n", rule.trim(), count.display()))
        .expect("written");
    let first = start(&workshop, &tree);
    wait_for(&begun);
    let second = start(&workshop, &tree);
    let first = Run::from(first.wait_with_output().expect("it ends")).succeeded();
    let second = Run::from(second.wait_with_output().expect("it ends")).succeeded();
    assert!(!first.contains("waiting for it"), "{first}");
    assert!(second.contains("waiting for it") && second.contains("built before"), "{second}");
    assert_eq!(fs::read_to_string(&count).expect("it was compiled").lines().count(), OBJECTS);
}

#[test]
fn who_waits_can_be_interrupted() {
    let workshop = Workshop::new();
    let (tree, begun, _) = slow(&workshop, 3);
    let first = start(&workshop, &tree);
    wait_for(&begun);
    let mut second = start(&workshop, &tree);
    let mut said = BufReader::new(second.stdout.take().expect("it is read"));
    let mut line = String::new();
    while !line.contains("waiting for it") {
        line.clear();
        assert_ne!(said.read_line(&mut line).expect("it prints text"), 0, "it does not wait");
    }
    send(&second, Signal::SIGINT);
    Run::from(second.wait_with_output().expect("it ends")).failed(&["interrupted"]);
    Run::from(first.wait_with_output().expect("it ends")).succeeded();
}
