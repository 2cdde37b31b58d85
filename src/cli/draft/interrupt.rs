//! Ctrl-C while somebody else's program works. That program has a group of processes of its own, which a terminal
//! does not reach, so it has to be ended before this program ends.

/// Notices interrupts for as long as it lives.
#[derive(Debug, Default)]
pub(super) struct Interrupt {
    #[cfg(unix)]
    raised: std::sync::Arc<std::sync::atomic::AtomicUsize>,
    #[cfg(unix)]
    handlers: Vec<signal_hook::SigId>,
}

#[cfg(unix)]
impl Interrupt {
    /// Notices from now on. Where handlers cannot be set, an interrupt does what it always did.
    pub(super) fn noticed() -> Self {
        use signal_hook::{
            consts::{SIGHUP, SIGINT, SIGTERM},
            flag::register_usize,
        };
        let raised = std::sync::Arc::default();
        let handlers = [SIGHUP, SIGINT, SIGTERM].into_iter().filter_map(|signal| {
            let number = usize::try_from(signal).ok()?;
            register_usize(signal, std::sync::Arc::clone(&raised), number).ok()
        });
        let handlers = handlers.collect();
        Self { raised, handlers }
    }

    /// Whether this program was told to end.
    pub(super) fn is_raised(&self) -> bool {
        self.signal() != 0
    }

    /// Ends this program by the signal that it was sent, so that a shell sees what happened.
    pub(super) fn obey(&self) {
        if let Ok(signal @ 1..) = i32::try_from(self.signal()) {
            let _ = signal_hook::low_level::emulate_default_handler(signal);
        }
    }

    fn signal(&self) -> usize {
        self.raised.load(std::sync::atomic::Ordering::Relaxed)
    }
}

#[cfg(unix)]
impl Drop for Interrupt {
    fn drop(&mut self) {
        for handler in self.handlers.drain(..) {
            signal_hook::low_level::unregister(handler);
        }
    }
}

#[cfg(not(unix))]
impl Interrupt {
    pub(super) fn noticed() -> Self {
        Self::default()
    }

    pub(super) fn is_raised(&self) -> bool {
        false
    }

    pub(super) fn obey(&self) {}
}
