//! Running jobs on the threads of the pool.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::cancel::{Cancel, Cancelled};
use super::error::JobError;
use crate::config::Settings;
use crate::exec::{Deal, Schedule, Taken, Working, borrowed, is_working, run_parts, with_pool};
use crate::options::Options;

/// Is told how many jobs are done, and of how many.
type Progress<'a> = Box<dyn FnMut(usize, usize) + Send + 'a>;

/// What is set for jobs.
#[derive(Default)]
pub(super) struct Plan<'a> {
    pub(super) options: Options,
    pub(super) schedule: Option<Schedule>,
    pub(super) is_nested: bool,
    pub(super) progress: Option<Progress<'a>>,
}

/// Why jobs are not all done.
pub(super) enum End<E> {
    Failed(JobError<E>),
    Panicked(Panicked),
    Cancelled(Cancelled),
}

/// A panic of a job, or of what is told the progress.
pub(super) struct Panicked {
    /// The job's index, and how many jobs there are.
    job: Option<(usize, usize)>,
    payload: Box<dyn Any + Send>,
}

/// One item, and what has become of it.
enum Slot<T, R> {
    Todo(T),
    Begun,
    Done(R),
}

/// How a job ended that was not done.
enum Fault<E> {
    Error(E),
    Panic(Box<dyn Any + Send>),
    /// It was done, but what is told the progress panicked.
    Progress(Box<dyn Any + Send>),
}

/// Jobs at work.
struct Run<'a, T, R, E> {
    slots: Vec<Mutex<Slot<T, R>>>,
    cancel: Option<&'a Cancel>,
    is_nested: bool,
    progress: Option<Mutex<(usize, Progress<'a>)>>,
    /// The lowest index with a fault: nobody needs to begin jobs behind it.
    lowest: AtomicUsize,
    fault: Mutex<Option<(usize, Fault<E>)>>,
}

/// Runs a job for each item.
pub(super) fn run<T: Send, R: Send, E: Send>(
    plan: Plan<'_>,
    cancel: Option<&Cancel>,
    items: Vec<T>,
    job: &(impl Fn(T) -> Result<R, E> + Sync),
) -> Result<Vec<R>, End<E>> {
    let len = items.len();
    let settings = Settings::of(plan.options);
    let threads = if is_working() { 1 } else { settings.threads(crate::exec::borrowed_threads()).min(len) };
    let schedule = match plan.schedule {
        Some(schedule) => Settings::of(Options::new().schedule(schedule)).schedule(false),
        None => Schedule::DYNAMIC.with_chunk(1),
    };
    let run = Run {
        slots: items.into_iter().map(|item| Mutex::new(Slot::Todo(item))).collect(),
        cancel,
        is_nested: plan.is_nested,
        progress: plan.progress.map(|progress| Mutex::new((0, progress))),
        lowest: AtomicUsize::new(usize::MAX),
        fault: Mutex::new(None),
    };
    if threads > 1 {
        run.on_threads(&Deal::new(schedule, len, 1, threads), threads, job);
    } else {
        run.part(&Deal::new(Schedule::STATIC, len, 1, 1), 0, job);
    }
    run.finish()
}

impl<T: Send, R: Send, E: Send> Run<'_, T, R, E> {
    /// Deals the jobs out to threads, where the settings and the pool of the scope around hold too.
    fn on_threads(&self, deal: &Deal, threads: usize, job: &(impl Fn(T) -> Result<R, E> + Sync)) {
        let (options, pool) = (Options::of_scope(), borrowed());
        run_parts(threads, &|part| {
            options.run(|| {
                let work = || {
                    let _parallel_inside = self.is_nested.then(Working::pause);
                    self.part(deal, part, job);
                };
                match pool {
                    Some(pool) => with_pool(pool, work),
                    None => work(),
                }
            });
        });
    }

    fn part(&self, deal: &Deal, part: usize, job: &impl Fn(T) -> Result<R, E>) {
        let mut taken = Taken::default();
        while let Some(range) = deal.draw(part, &mut taken) {
            for index in range {
                if index > self.lowest.load(Ordering::Relaxed) {
                    break;
                }
                if self.cancel.is_some_and(Cancel::is_cancelled) {
                    return;
                }
                self.job(index, job);
            }
        }
    }

    fn job(&self, index: usize, job: &impl Fn(T) -> Result<R, E>) {
        let Slot::Todo(item) = std::mem::replace(&mut *lock(&self.slots[index]), Slot::Begun) else { return };
        match catch_unwind(AssertUnwindSafe(|| job(item))) {
            Ok(Ok(result)) => {
                *lock(&self.slots[index]) = Slot::Done(result);
                if let Err(payload) = catch_unwind(AssertUnwindSafe(|| self.tell_progress())) {
                    self.offer(0, Fault::Progress(payload));
                }
            }
            Ok(Err(error)) => self.offer(index, Fault::Error(error)),
            Err(payload) => self.offer(index, Fault::Panic(payload)),
        }
    }

    fn tell_progress(&self) {
        if let Some(progress) = &self.progress {
            let mut progress = lock(progress);
            let (done, tell) = &mut *progress;
            *done += 1;
            tell(*done, self.slots.len());
        }
    }

    fn offer(&self, index: usize, fault: Fault<E>) {
        self.lowest.fetch_min(index, Ordering::Relaxed);
        let mut lowest = lock(&self.fault);
        if lowest.as_ref().is_none_or(|(lowest, _)| index < *lowest) {
            *lowest = Some((index, fault));
        }
    }

    fn finish(self) -> Result<Vec<R>, End<E>> {
        let of = self.slots.len();
        let panicked = |job, payload| Err(End::Panicked(Panicked { job, payload }));
        match self.fault.into_inner().unwrap_or_else(PoisonError::into_inner) {
            Some((index, Fault::Error(error))) => return Err(End::Failed(JobError { index, of, error })),
            Some((index, Fault::Panic(payload))) => return panicked(Some((index, of)), payload),
            Some((_, Fault::Progress(payload))) => return panicked(None, payload),
            None => {}
        }
        let slots =
            self.slots.into_iter().map(|slot| slot.into_inner().unwrap_or_else(PoisonError::into_inner));
        let results: Vec<R> = slots
            .filter_map(|slot| match slot {
                Slot::Done(result) => Some(result),
                Slot::Todo(_) | Slot::Begun => None,
            })
            .collect();
        let done = results.len();
        if done == of { Ok(results) } else { Err(End::Cancelled(Cancelled { done, of })) }
    }
}

impl Panicked {
    /// Panics with the message, and says in which job it was.
    #[cold]
    #[track_caller]
    pub(super) fn raise(self) -> ! {
        let text = if let Some(text) = self.payload.downcast_ref::<&'static str>() {
            Some(*text)
        } else {
            self.payload.downcast_ref::<String>().map(String::as_str)
        };
        match (self.job, text) {
            (Some((index, of)), Some(text)) => panic!("panic in job {index} of {of}: {text}"),
            _ => resume_unwind(self.payload),
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
