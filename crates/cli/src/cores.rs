//! Work on many things, on all cores.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// Things that are worked on, handed out one at a time to whoever asks next.
pub(crate) struct Queue<'a, T> {
    things: &'a [T],
    next: &'a AtomicUsize,
}

impl<'a, T> Iterator for Queue<'a, T> {
    type Item = (usize, &'a T);

    fn next(&mut self) -> Option<(usize, &'a T)> {
        let ix = self.next.fetch_add(1, Ordering::Relaxed);
        self.things.get(ix).map(|thing| (ix, thing))
    }
}

/// Works on things, and gives what came of each in their order. A worker gets a queue, and tells what came of each thing
/// that it took from there; there is one for each core, and one alone where there are no threads. `done` is called for each
/// thing, on this thread.
pub(crate) fn share_out<T: Sync, R: Send>(
    things: &[T],
    worker: impl Fn(Queue<'_, T>, &mut dyn FnMut(usize, R)) + Sync,
    mut done: impl FnMut(),
) -> Vec<R> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get).min(things.len());
    let next = AtomicUsize::new(0);
    let queue = || Queue { things, next: &next };
    let mut results = Vec::new();
    if cores < 2 {
        worker(queue(), &mut |ix, result| {
            results.push((ix, result));
            done();
        });
    } else {
        let worker = &worker;
        thread::scope(|scope| {
            let (sender, receiver) = mpsc::channel();
            for _ in 0..cores {
                let (queue, sender) = (queue(), sender.clone());
                scope.spawn(move || {
                    worker(queue, &mut |ix, result| {
                        // It is received until all have been sent.
                        let _ = sender.send((ix, result));
                    });
                });
            }
            drop(sender);
            for result in receiver {
                results.push(result);
                done();
            }
        });
    }
    results.sort_by_key(|(ix, _)| *ix);
    results.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::share_out;

    #[test]
    fn what_came_of_each_is_in_the_order_of_the_things() {
        for count in [0, 1, 2, 500] {
            let things: Vec<usize> = (0..count).collect();
            let mut told = 0;
            let squares = share_out(
                &things,
                |queue, give| {
                    for (ix, thing) in queue {
                        give(ix, thing * thing);
                    }
                },
                || told += 1,
            );
            assert_eq!(squares, things.iter().map(|thing| thing * thing).collect::<Vec<_>>());
            assert_eq!(told, count);
        }
    }
}
