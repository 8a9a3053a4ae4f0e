// SPDX-License-Identifier: MIT OR Apache-2.0
//! A biased lock: its owner enters without a fence; another thread may revoke it for a while.

use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicBool, Ordering::*};
use std::sync::{Arc, Barrier};

struct Biased {
    inside: AtomicBool,
    revoked: AtomicBool,
    sum: UnsafeCell<u64>, // accessed inside only
}
unsafe impl Sync for Biased {}

impl Biased {
    /// The owner's side, which runs often. One thread only.
    fn add_as_owner(&self) -> bool {
        self.inside.store(true, Relaxed);
        membarrier::light(); // pairs with the heavy barrier in add_as_other()
        let entered = !self.revoked.load(Acquire);
        if entered {
            unsafe { *self.sum.get() += 1 };
        }
        self.inside.store(false, Release);
        entered
    }

    /// The side that runs rarely. One thread only.
    fn add_as_other(&self) {
        self.revoked.store(true, Relaxed);
        membarrier::heavy(); // the owner sees `revoked`, or this thread sees that it is inside
        while self.inside.load(Acquire) {
            std::hint::spin_loop();
        }
        unsafe { *self.sum.get() += 1 };
        self.revoked.store(false, Release);
    }
}

fn main() {
    static LOCK: Biased =
        Biased { inside: AtomicBool::new(false), revoked: AtomicBool::new(false), sum: UnsafeCell::new(0) };
    static DONE: AtomicBool = AtomicBool::new(false);
    const OTHERS: u64 = 1000;
    let begin = Arc::new(Barrier::new(2));
    let both = begin.clone();

    println!("strategy: {}", membarrier::info().strategy);
    let owner = std::thread::spawn(move || {
        let mut entered = 0;
        both.wait();
        while !DONE.load(Relaxed) {
            entered += LOCK.add_as_owner() as u64;
        }
        entered
    });
    begin.wait();
    for _ in 0..OTHERS {
        LOCK.add_as_other();
    }
    DONE.store(true, Relaxed);
    let entered = owner.join().unwrap();
    let sum = unsafe { *LOCK.sum.get() };

    println!("owner {} + other {} = {}", entered, OTHERS, sum);
    assert_eq!(sum, entered + OTHERS);
}
