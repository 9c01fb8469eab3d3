//! Work on several cores whose results come in the order of its items.
//!
//! Owns the order and the limit: however many items there are, only a few are in progress. The results do not show
//! which core made them.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use crate::diagnostic::Diagnostic;
use crate::panics;

/// The number of items that a worker gets at once.
const SHARE: usize = 16;

/// The number of shares in progress for each worker.
const AHEAD: usize = 4;

/// Works on items with `jobs` workers, each with a state of its own, and hands the results to `sink` in the order of
/// the items. With one job, the caller does all the work. If the system has no room for so many threads, there are
/// fewer.
///
/// # Errors
/// The first error of `sink`, which gets nothing after it. A problem if a worker panics.
pub(crate) fn in_order<T: Send, R: Send, S, E: From<Diagnostic>>(
    items: impl Iterator<Item = T>,
    jobs: usize,
    state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, T) -> R + Sync,
    mut sink: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    thread::scope(|scope| {
        let (state, work) = (&state, &work);
        let workers = Workers::start(jobs, |taken, done| {
            let serve = move || serve(&taken, &done, state, work);
            thread::Builder::new().spawn_scoped(scope, serve).is_ok()
        });
        match workers {
            Some(workers) => workers.hand_out(items, sink),
            None => alone(items, state, work, &mut sink),
        }
    })
}

/// Works on items without a thread.
fn alone<T, R, S, E: From<Diagnostic>>(
    mut items: impl Iterator<Item = T>,
    state: impl Fn() -> S,
    work: impl Fn(&mut S, T) -> R,
    sink: &mut impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let mut state = panics::caught(String::new, state)?;
    items.try_for_each(|item| sink(panics::caught(String::new, || work(&mut state, item))?))
}

/// The results of a share with its number, or the reason why there are none.
type Done<R> = Result<(usize, Vec<R>), Diagnostic>;

/// The queue from which workers take shares.
type Taken<T> = Arc<Mutex<Receiver<(usize, Vec<T>)>>>;

/// Workers that wait for shares.
struct Workers<T, R> {
    count: usize,
    shares: Sender<(usize, Vec<T>)>,
    results: Receiver<Done<R>>,
}

impl<T, R> Workers<T, R> {
    /// Starts as many workers as `start` can, up to `jobs`; `None` if the caller does better without.
    fn start(jobs: usize, start: impl Fn(Taken<T>, Sender<Done<R>>) -> bool) -> Option<Self> {
        if jobs < 2 {
            return None;
        }
        let (shares, taken) = channel();
        let taken = Arc::new(Mutex::new(taken));
        let (done, results) = channel();
        let started = (0..jobs).map(|_| start(Arc::clone(&taken), done.clone()));
        let count = started.take_while(|is_started| *is_started).count();
        (count > 0).then_some(Self {
            count,
            shares,
            results,
        })
    }

    /// Hands out the items, and the results in their order.
    fn hand_out<E: From<Diagnostic>>(
        self,
        mut items: impl Iterator<Item = T>,
        mut sink: impl FnMut(R) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut order = InOrder::default();
        let mut next = 0;
        loop {
            while next - order.delivered < self.count * AHEAD {
                let share: Vec<T> = items.by_ref().take(SHARE).collect();
                if share.is_empty() || self.shares.send((next, share)).is_err() {
                    break;
                }
                next += 1;
            }
            if order.delivered == next {
                return Ok(());
            }
            // A worker that ends early has sent the reason, so the results cannot end without one.
            let Ok(found) = self.results.recv() else {
                return Err(Diagnostic::error("the work ended before its end").into());
            };
            order.deliver(found?, &mut sink)?;
        }
    }
}

/// Works on shares until there are no more, or reports why it cannot.
fn serve<T, R, S>(
    taken: &Taken<T>,
    done: &Sender<Done<R>>,
    state: impl Fn() -> S,
    work: impl Fn(&mut S, T) -> R,
) {
    let ended = panics::caught(String::new, || {
        let mut state = state();
        loop {
            let share = taken.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok((number, items)) = share else { return };
            let results = items.into_iter().map(|item| work(&mut state, item));
            if done.send(Ok((number, results.collect()))).is_err() {
                return;
            }
        }
    });
    if let Err(problem) = ended {
        // If nobody listens any more, another problem came first.
        let _ = done.send(Err(problem));
    }
}

/// Results that wait for those before them.
struct InOrder<R> {
    waiting: BTreeMap<usize, Vec<R>>,
    /// The number of shares that were handed on.
    delivered: usize,
}

impl<R> Default for InOrder<R> {
    fn default() -> Self {
        Self {
            waiting: BTreeMap::new(),
            delivered: 0,
        }
    }
}

impl<R> InOrder<R> {
    fn deliver<E>(
        &mut self,
        (number, results): (usize, Vec<R>),
        mut sink: impl FnMut(R) -> Result<(), E>,
    ) -> Result<(), E> {
        self.waiting.insert(number, results);
        while let Some(results) = self.waiting.remove(&self.delivered) {
            self.delivered += 1;
            results.into_iter().try_for_each(&mut sink)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn squares(count: usize, jobs: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let uneven = |calls: &mut usize, n: usize| {
            *calls += 1;
            if n.is_multiple_of(7) {
                thread::yield_now();
            }
            n * n
        };
        let kept = in_order(
            0..count,
            jobs,
            || 0,
            uneven,
            |n| {
                found.push(n);
                Ok::<(), Diagnostic>(())
            },
        );
        assert_eq!(kept, Ok(()));
        found
    }

    #[test]
    fn any_number_of_workers_gives_the_same_results() {
        for count in [0, 1, SHARE, 1000] {
            let expected: Vec<usize> = (0..count).map(|n| n * n).collect();
            for jobs in [0, 1, 2, 7] {
                assert_eq!(squares(count, jobs), expected, "{count} {jobs}");
            }
        }
    }

    #[test]
    fn an_error_ends_the_work_and_few_items_are_taken_ahead() {
        let taken = AtomicUsize::new(0);
        let items = (0..1_000_000).inspect(|_| {
            taken.fetch_add(1, Ordering::Relaxed);
        });
        let mut seen = 0;
        let ended = in_order(
            items,
            2,
            || (),
            |(), n| n,
            |n: usize| {
                seen += 1;
                if n == 40 {
                    Err(Diagnostic::error("full"))
                } else {
                    Ok(())
                }
            },
        );
        assert_eq!((ended, seen), (Err(Diagnostic::error("full")), 41));
        assert!(taken.into_inner() < 1000);
    }

    /// Works on `n` items with a panic somewhere; returns the number of results before it.
    fn panicking(
        jobs: usize,
        state: impl Fn() + Sync,
        at: usize,
    ) -> (Result<(), Diagnostic>, usize) {
        let mut seen = 0;
        let work = |(): &mut (), n: usize| assert_ne!(n, at);
        let ended = in_order(0..1000, jobs, state, work, |()| {
            seen += 1;
            Ok(())
        });
        (ended, seen)
    }

    #[test]
    fn a_panic_of_a_worker_ends_the_work() {
        for jobs in [1, 2, 7] {
            for at in [0, 15, 500, 999] {
                let (ended, seen) = panicking(jobs, || (), at);
                assert!(ended.is_err() && seen <= at, "{jobs} {at}: {seen}");
            }
            let (ended, seen) = panicking(jobs, || panic!("none is ready"), 0);
            assert!(ended.is_err() && seen == 0);
        }
    }

    #[test]
    fn there_are_as_many_workers_as_the_system_has_room_for() {
        for room in 0..4 {
            let started = AtomicUsize::new(0);
            let start = |_, _| started.fetch_add(1, Ordering::Relaxed) < room;
            let workers: Option<Workers<(), ()>> = Workers::start(8, start);
            assert_eq!(workers.map_or(0, |workers| workers.count), room);
        }
    }
}
