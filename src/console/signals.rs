//! The signals of the system that the program heeds: a file that gets too large, and the wish to stop.
//!
//! The only module that names signal-hook. On other systems than Unix, what is usual there happens.

/// Makes a file that would exceed its user's limit (`ulimit -f`) a write error. The system would end the program
/// without a message.
pub fn heed_size_limit() {
    #[cfg(unix)]
    unix::heed_size_limit();
}

/// Lets work stop by itself when somebody asks for it: by Ctrl-C, by `kill`, or by closing the terminal. Who asks again
/// does not wait.
pub fn heed_stop() {
    #[cfg(unix)]
    unix::heed_stop();
}

/// Returns how somebody asked the program to stop, if somebody did since [`heed_stop`].
pub fn asked_to_stop() -> Option<&'static str> {
    #[cfg(unix)]
    return unix::asked_to_stop();
    #[cfg(not(unix))]
    return None;
}

/// Ends the process as the signal would have, if somebody asked it to stop: shells and scripts see that.
pub fn end_as_asked() {
    #[cfg(unix)]
    unix::end_as_asked();
}

#[cfg(unix)]
mod unix {
    use std::path::Path;
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
    use signal_hook::{flag, low_level};

    use crate::disk;

    /// The signals that ask the program to stop, and what people call them.
    const STOPS: [(i32, &str); 3] = [
        (SIGINT, "Ctrl-C"),
        (SIGTERM, "`kill`"),
        (SIGHUP, "the end of its terminal"),
    ];

    /// The place of the last signal in [`STOPS`], from 1; 0 if there was none.
    static ASKED: AtomicUsize = AtomicUsize::new(0);

    /// Whether there was a signal.
    static AGAIN: AtomicBool = AtomicBool::new(false);

    pub(super) fn heed_size_limit() {
        // If this fails, the system's default stays.
        let _ = flag::register(SIGXFSZ, std::sync::Arc::default());
    }

    pub(super) fn heed_stop() {
        let ignored = ignored();
        for (n, (signal, _)) in STOPS.iter().enumerate() {
            if ignored & (1 << (signal - 1)) != 0 {
                continue;
            }
            // The second signal ends the program at once, so that comes first. If this fails, the first one does.
            let _ = flag::register_conditional_default(*signal, &AGAIN)
                .and_then(|_| flag::register(*signal, &AGAIN))
                .and_then(|_| flag::register_usize(*signal, &ASKED, n + 1));
        }
    }

    /// Returns the set of the signals that the program was told to ignore, as by `nohup`; empty if the system does not
    /// say it.
    fn ignored() -> u64 {
        let status = disk::read_bounded_text(Path::new("/proc/self/status"), 1 << 16);
        let status = status.ok();
        let mut lines = status.iter().flat_map(|status| status.text.lines());
        let set = lines.find_map(|line| line.strip_prefix("SigIgn:"));
        set.and_then(|set| u64::from_str_radix(set.trim(), 16).ok())
            .unwrap_or_default()
    }

    fn asked() -> Option<(i32, &'static str)> {
        let place = ASKED.load(Ordering::SeqCst).checked_sub(1)?;
        STOPS.get(place).copied()
    }

    pub(super) fn asked_to_stop() -> Option<&'static str> {
        asked().map(|(_, name)| name)
    }

    pub(super) fn end_as_asked() {
        if let Some((signal, _)) = asked() {
            // If this fails, the exit code says that something is wrong.
            let _ = low_level::emulate_default_handler(signal);
        }
    }
}
