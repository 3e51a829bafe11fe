//! How far a command has come, for whoever waits at a terminal.

#[cfg(not(target_family = "wasm"))]
pub(crate) use shown::Progress;
#[cfg(target_family = "wasm")]
pub(crate) use unseen::Progress;

#[cfg(not(target_family = "wasm"))]
mod shown {
    use std::sync::mpsc::{self, RecvTimeoutError, Sender};
    use std::thread;
    use std::time::Duration;

    use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

    /// How long a command takes before it shows how far it has come.
    const PATIENCE: Duration = Duration::from_secs(1);

    /// A line at the bottom of the terminal, which is gone once this is dropped. There is none where nobody would see it, and
    /// none of what is done within a second.
    pub(crate) struct Progress {
        bar: ProgressBar,
        /// Dropped with it, so that the line does not come when all is done.
        _waits: Option<Sender<()>>,
    }

    impl Progress {
        /// Says what is done to how many banks.
        pub(crate) fn new(what: &'static str, count: usize) -> Progress {
            let bar = ProgressBar::with_draw_target(Some(count as u64), ProgressDrawTarget::hidden());
            let template = if count < 2 { "{msg} {spinner}" } else { "{msg} {bar:30} {pos} of {len} banks" };
            if let Ok(style) = ProgressStyle::with_template(template) {
                bar.set_style(style.progress_chars("=> "));
            }
            bar.set_message(what);
            let (sender, receiver) = mpsc::channel();
            let shown = bar.clone();
            let waiting = thread::Builder::new().spawn(move || {
                if receiver.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                    // It draws nothing where this is no terminal.
                    shown.set_draw_target(ProgressDrawTarget::stderr());
                    shown.enable_steady_tick(PATIENCE / 10);
                }
            });
            Progress { bar, _waits: waiting.ok().map(|_| sender) }
        }

        /// Counts a bank that is done.
        pub(crate) fn count(&self) {
            self.bar.inc(1);
        }
    }

    impl Drop for Progress {
        fn drop(&mut self) {
            self.bar.finish_and_clear();
        }
    }
}

/// Where there are no threads and no terminal, nothing is shown.
#[cfg(target_family = "wasm")]
mod unseen {
    pub(crate) struct Progress;

    impl Progress {
        pub(crate) fn new(_: &'static str, _: usize) -> Progress {
            Progress
        }

        pub(crate) fn count(&self) {}
    }
}
