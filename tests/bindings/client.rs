// SPDX-License-Identifier: MIT OR Apache-2.0
//! A client library with one hot side; rust.sh reads its machine code and its symbols.
use core::sync::atomic::{AtomicI32, Ordering::Relaxed};

#[no_mangle]
pub extern "C" fn hot(mine: &AtomicI32, other: &AtomicI32) -> i32 {
    mine.store(1, Relaxed);
    membarrier::light();
    other.load(Relaxed)
}

#[no_mangle]
pub extern "C" fn rare() {
    membarrier::heavy()
}
