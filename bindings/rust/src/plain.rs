// SPDX-License-Identifier: MIT OR Apache-2.0
//! Without the C library: every barrier is a full fence, which is sound everywhere.

use crate::{Info, Ticket};
use core::sync::atomic::{fence, Ordering};

/// ThreadSanitizer does not see fences.
#[inline(always)]
fn seen_by_tsan() {
    #[cfg(membarrier_tsan)]
    {
        static DUMMY: core::sync::atomic::AtomicU32 = core::sync::atomic::AtomicU32::new(0);

        DUMMY.fetch_add(0, Ordering::AcqRel);
    }
}

/// RUST-3: pairs with itself in every other barrier.
#[inline(always)]
pub fn normal() {
    fence(Ordering::SeqCst);
    seen_by_tsan();
}

pub use normal as light;
pub use normal as heavy;

#[inline]
pub fn try_heavy() -> bool {
    normal();
    true
}

pub fn is_asymmetric() -> bool {
    false
}

#[inline]
pub fn ticket() -> Ticket {
    normal();
    Ticket { index: 0 }
}

/// A light barrier is a full fence here too; it pairs with the fence in `ticket()`.
#[inline]
pub fn passed(_: Ticket) -> bool {
    normal();
    true
}

#[inline]
pub fn wait(_: Ticket) {
    normal();
}

pub fn poll(ticket: Ticket, _: u64) -> bool {
    passed(ticket)
}

pub fn info() -> Info {
    Info {
        strategy: "fence",
        reason: if cfg!(miri) {
            "Miri runs no C code"
        } else if cfg!(loom) {
            "built with --cfg loom"
        } else if cfg!(membarrier_plain) {
            "built with --cfg membarrier_plain"
        } else {
            "the C library is not compiled for this target"
        },
        basis: "the language's own fences",
        setting: None,
        asymmetric: false,
        documented: true,
    }
}
