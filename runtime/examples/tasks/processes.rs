//! The items shared among several processes of this program.

use std::process::{Child, Command, Stdio};
use std::str::FromStr;

use crate::common::Failure;
use crate::task::Task;

/// What one process does: items `first`, `first + step`, … below `end`. Written `f:0:2:10`.
#[derive(Debug, Clone)]
pub(crate) struct Share {
    task: Task,
    first: usize,
    step: usize,
    end: usize,
}

impl FromStr for Share {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts: Vec<&str> = text.split(':').collect();
        let [task, first, step, end] = parts[..] else {
            return Err("allowed is TASK:FIRST:STEP:END".to_owned());
        };
        let number = |text: &str| text.parse().map_err(|_| format!("`{text}` is no number"));
        Ok(Share {
            task: task.parse()?,
            first: number(first)?,
            step: number(step)?.max(1),
            end: number(end)?,
        })
    }
}

/// Does a share, and prints a sum on each line.
pub(crate) fn work(share: &Share, elements: usize) {
    for item in (share.first..share.end).step_by(share.step) {
        println!("{}", share.task.sum(item, elements));
    }
}

/// The sums of all items, computed by as many processes as there are threads, with one thread each.
pub(crate) fn run(task: Task, items: usize, elements: usize) -> Result<Vec<u64>, Failure> {
    let processes = ufunc::num_threads().min(items);
    let letter = match task {
        Task::F => 'f',
        Task::G => 'g',
    };
    let start = |first: usize| -> Result<Child, Failure> {
        let share = format!("{letter}:{first}:{processes}:{items}");
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["--share", &share, "--threads", "1", "--elements", &elements.to_string()]);
        Ok(command.stdout(Stdio::piped()).spawn()?)
    };
    let children = (0..processes).map(start).collect::<Result<Vec<Child>, Failure>>()?;
    let mut sums = vec![0; items];
    for (first, child) in children.into_iter().enumerate() {
        let output = child.wait_with_output()?;
        if !output.status.success() {
            return Err(format!("process {first} ended with {}", output.status).into());
        }
        let text = String::from_utf8(output.stdout)?;
        for (line, sum) in text.lines().zip(sums.iter_mut().skip(first).step_by(processes)) {
            *sum = line.parse()?;
        }
    }
    Ok(sums)
}
