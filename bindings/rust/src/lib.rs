// SPDX-License-Identifier: MIT OR Apache-2.0
//! Process-wide memory barriers (asymmetric fences), over the C library *libmembarrier*.
//!
//! Thread A stores `x` and then loads `y`. Thread B stores `y` and then loads `x`. At least one of them must see the
//! other's store. That takes a full fence in both threads. Often one of them runs this code a million times more often:
//! a reader that publishes a hazard pointer, the owner of a biased lock. With this crate that thread executes no fence.
//! The other thread asks the system to make every running thread of the process execute one.
//!
//! | | `light` | `normal` | `heavy` |
//! |---|:---:|:---:|:---:|
//! | **`light`** | – | – | yes |
//! | **`normal`** | – | yes | yes |
//! | **`heavy`** | yes | yes | yes |
//!
//! Barriers of two threads order each other where the table says yes. Three mistakes are common:
//!
//! * **`fence(SeqCst)` is not ordered with [`light`]**, and neither is [`normal`]. Only [`heavy`] is.
//! * **The rule is per pair.** If thread B reads a store of A before one `heavy` and then stores a flag for C, then C's
//!   `light` does not see what A did. B needs two.
//! * **`light` is neither acquire nor release.** The store that ends a protected section needs `Release`, the load that
//!   lets it begin needs `Acquire`. No test on x86 shows this mistake.
//!
//! ```
//! use std::sync::atomic::{AtomicBool, Ordering::*};
//!
//! static INSIDE: AtomicBool = AtomicBool::new(false);
//! static REVOKE: AtomicBool = AtomicBool::new(false);
//!
//! fn owner() -> bool { // the side that runs often
//!     INSIDE.store(true, Relaxed);
//!     membarrier::light(); // between this store and this load: no fence instruction
//!     if REVOKE.load(Acquire) {
//!         INSIDE.store(false, Release);
//!         return false;
//!     }
//!     // ... the protected section ...
//!     INSIDE.store(false, Release);
//!     true
//! }
//!
//! fn revoke() { // the side that runs rarely
//!     REVOKE.store(true, Relaxed);
//!     membarrier::heavy(); // every running thread executes a full fence
//!     while INSIDE.load(Acquire) {
//!         std::thread::yield_now();
//!     }
//!     // The owner is not inside, and will not be until REVOKE is false again.
//! }
//! # assert!(owner()); revoke(); assert!(!owner());
//! ```
//!
//! A `heavy` takes 0.4 µs if no other thread runs and about 10 µs if one does, and each running thread loses some
//! microseconds. Rust's `fence(SeqCst)` is `lock or` on x86-64, which is cheap: the pair pays from some ten thousand `light` per
//! `heavy` on. Work that can wait, such as freeing memory, takes a [`Ticket`] instead.
//!
//! # What is used
//!
//! The build script compiles the C library with the target's C compiler (`CC`, `CC_<target>`, `AR`, `CFLAGS`), needs no
//! network and no other crate. With `MEMBARRIER_USE_PKG_CONFIG=1` it uses an installed library.
//! `membarrier(2)`, `mprotect()` or `FlushProcessWriteBuffers()` is used where it is known to be sound; otherwise every
//! barrier is a full fence. [`info`] says which, and why.
//!
//! These are `--cfg` options of the final program (`RUSTFLAGS`), not features, because Cargo joins the features that all
//! crates of a program ask for:
//!
//! * `membarrier_assume_asymmetric`: [`light`] is no instruction at all. The program aborts at start-up (on macOS and
//!   Windows: at the first [`heavy`]) if the system has no sound process-wide barrier.
//! * `membarrier_plain`: Rust alone, no C compiler: every barrier is a full fence. Miri, `--cfg loom` and targets that the C
//!   library is not compiled for (WebAssembly, no operating system, `*-windows-msvc`) have this too.
//!
//! Under loom the barriers are `core`'s fences, which loom does not see. Use `loom::sync::atomic::fence(SeqCst)` in their
//! place there; it hides a missing order between two `light`, because it is stronger. `-Zsanitizer=thread` is recognised:
//! every barrier is then also a read-modify-write, because ThreadSanitizer does not see fences.
//!
//! # What it rests on
//!
//! Rust's memory model, like that of C, has no such barrier. `light` is an empty `asm!` that may access all memory. So the
//! compiler moves no access across it. The system's barrier orders the machine's accesses.
#![no_std]
#![warn(missing_docs, missing_debug_implementations)]

#[cfg(all(membarrier_assume_asymmetric, membarrier_no_c, not(any(miri, loom))))]
compile_error!("membarrier: expected at most one of --cfg membarrier_assume_asymmetric and full fences \
    (--cfg membarrier_plain, or a target that the C library is not compiled for)");

#[cfg(not(membarrier_no_c))]
#[path = "c.rs"]
mod barriers;
#[cfg(membarrier_no_c)]
#[path = "plain.rs"]
mod barriers;

/// The barrier for the side that runs often: a compiler barrier, and no fence instruction.
///
/// *Ordering*: against [`heavy`] of other threads, and against nothing else. A full fence if [`is_asymmetric`] is false.
/// *Cost*: one load and a predicted branch; nothing with `--cfg membarrier_assume_asymmetric`.
/// May be called anywhere, in signal handlers too.
#[inline(always)]
pub fn light() {
    barriers::light()
}

/// An ordinary full fence, for plain accesses too. *Ordering*: against [`normal`] and [`heavy`], not against [`light`].
/// *Cost*: 2 ns on x86-64; 10 to 20 ns if another CPU has the cache line of the store before it.
#[inline(always)]
pub fn normal() {
    barriers::normal()
}

/// Makes every running thread of the process execute a full fence; the caller executes one before and one after.
///
/// *Ordering*: against [`light`], [`normal`] and [`heavy`] of other threads.
/// *Cost*: 0.4 µs if no other thread runs, about 10 µs if one does. Async-signal-safe; takes no lock; concurrent callers
/// share barriers.
///
/// # Aborts
///
/// If the system refuses the barrier that it granted at start-up, and no other mechanism is sound, the process ends with
/// `abort()` and one line on standard error: [`light`] of other threads would not be ordered. With
/// `--cfg membarrier_assume_asymmetric` also if the system has no sound mechanism at all.
#[inline]
pub fn heavy() {
    barriers::heavy()
}

/// A [`heavy`] that returns `false` instead of waiting if another thread's barrier is in flight. Then nothing was ordered.
#[inline]
#[must_use = "false says that nothing was ordered"]
pub fn try_heavy() -> bool {
    barriers::try_heavy()
}

/// Is [`light`] free of fences on this system? It never changes while the process runs.
pub fn is_asymmetric() -> bool {
    barriers::is_asymmetric()
}

/// What was chosen on this system, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Info {
    /// `"membarrier"`, `"mprotect"`, `"fence"`, ...
    pub strategy: &'static str,
    /// Why this one, in one sentence.
    pub reason: &'static str,
    /// What its soundness rests on.
    pub basis: &'static str,
    /// Whether the environment's `MEMBARRIER_STRATEGY` was obeyed; `None` if it is not set.
    pub setting: Option<&'static str>,
    /// [`light`] is free of fences.
    pub asymmetric: bool,
    /// The system's documentation promises the barrier.
    pub documented: bool,
}

/// What was chosen on this system, and why.
pub fn info() -> Info {
    barriers::info()
}

/// The number of a barrier to come, for work that can wait.
///
/// Unlink the object, take a ticket, keep both. When the ticket has passed, every [`light`] of every thread is ordered as if
/// taking the ticket had been a [`heavy`]: free the object unless a hazard pointer shows it. A barrier of any thread makes
/// tickets pass. A ticket is a number; there is nothing to release. The default ticket has passed.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ticket {
    index: u64,
}

impl Ticket {
    /// Takes a ticket. A full fence; never waits.
    #[inline]
    pub fn take() -> Self {
        barriers::ticket()
    }

    /// Has a barrier begun and ended since the ticket was taken? If `true`, this is an acquire, and the caller is ordered as
    /// by a [`heavy`]. Makes no barrier: if no thread makes one, the ticket never passes.
    #[inline]
    #[must_use]
    pub fn passed(self) -> bool {
        barriers::passed(self)
    }

    /// Has the ticket passed? Makes a barrier if the last one is longer ago than `interval`, which nothing waits for. `false`: not
    /// yet, and nothing was ordered. For callers that ask often and can wait, such as an epoch scheme that tries to advance:
    /// together they make at most one barrier per interval.
    ///
    /// `false` also if the system refuses every barrier; [`wait`](Ticket::wait) then aborts.
    #[inline]
    #[must_use]
    pub fn poll(self, interval: core::time::Duration) -> bool {
        let nanoseconds = interval.as_secs().saturating_mul(1_000_000_000).saturating_add(interval.subsec_nanos() as u64);

        barriers::poll(self, nanoseconds)
    }

    /// Returns when the ticket has passed; makes a barrier if needed. Aborts as [`heavy`] does.
    #[inline]
    pub fn wait(self) {
        barriers::wait(self)
    }
}

/// The three barriers as methods, as the first versions of this crate had them.
///
/// ```
/// let membarrier = membarrier::Membarrier::new();
/// membarrier.fast_path();
/// membarrier.normal_path();
/// membarrier.slow_path();
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Membarrier(());

impl Membarrier {
    /// Costs nothing: the strategy is chosen when the program starts.
    #[inline]
    pub fn new() -> Self {
        Membarrier(())
    }

    /// [`light`].
    #[inline(always)]
    pub fn fast_path(self) {
        light()
    }

    /// [`normal`].
    #[inline(always)]
    pub fn normal_path(self) {
        normal()
    }

    /// [`heavy`].
    #[inline]
    pub fn slow_path(self) {
        heavy()
    }
}
