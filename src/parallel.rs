//! Work on several cores whose results come in the order of its items.
//!
//! Owns the order and the bound: however many items there are, only a few are under way. Which core did
//! what never shows.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// How many items go to a worker at once.
const SHARE: usize = 16;

/// How many shares are under way for each worker.
const AHEAD: usize = 4;

/// Works on items with `jobs` workers, each with a state of its own, and hands the results to `sink` in
/// the order of the items. With one job nothing runs beside the caller.
///
/// # Errors
/// The first error of `sink`; nothing comes to it after that.
pub fn in_order<T: Send, R: Send, S, E>(
    mut items: impl Iterator<Item = T>,
    jobs: usize,
    state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, T) -> R + Sync,
    mut sink: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    if jobs < 2 {
        let mut state = state();
        return items.try_for_each(|item| sink(work(&mut state, item)));
    }
    let (shares, taken) = channel::<(usize, Vec<T>)>();
    let taken = Mutex::new(taken);
    let (taken, state, work) = (&taken, &state, &work);
    thread::scope(move |scope| {
        let shares = shares;
        let (done, results) = channel();
        for _ in 0..jobs {
            let done = done.clone();
            scope.spawn(move || serve(taken, &done, state(), work));
        }
        drop(done);
        let mut order = Order::default();
        let mut next = 0;
        loop {
            while next - order.delivered < jobs * AHEAD {
                let share: Vec<T> = items.by_ref().take(SHARE).collect();
                if share.is_empty() || shares.send((next, share)).is_err() {
                    break;
                }
                next += 1;
            }
            if order.delivered == next {
                return Ok(());
            }
            // An end of the results means that a worker is gone; the scope passes on why.
            let Ok(found) = results.recv() else {
                return Ok(());
            };
            order.deliver(found, &mut sink)?;
        }
    })
}

/// Works on shares until there are no more.
fn serve<T, R, S>(
    taken: &Mutex<Receiver<(usize, Vec<T>)>>,
    done: &Sender<(usize, Vec<R>)>,
    mut state: S,
    work: impl Fn(&mut S, T) -> R,
) {
    loop {
        let share = taken.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, items)) = share else { return };
        let results = items.into_iter().map(|item| work(&mut state, item));
        if done.send((number, results.collect())).is_err() {
            return;
        }
    }
}

/// Results that wait for those before them.
struct Order<R> {
    waiting: BTreeMap<usize, Vec<R>>,
    /// How many shares have been handed on.
    delivered: usize,
}

impl<R> Default for Order<R> {
    fn default() -> Self {
        Self {
            waiting: BTreeMap::new(),
            delivered: 0,
        }
    }
}

impl<R> Order<R> {
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
                Ok::<(), ()>(())
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
                if n == 40 { Err("full") } else { Ok(()) }
            },
        );
        assert_eq!((ended, seen), (Err("full"), 41));
        assert!(taken.into_inner() < 1000);
    }
}
