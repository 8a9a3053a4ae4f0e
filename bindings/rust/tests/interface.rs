// SPDX-License-Identifier: MIT OR Apache-2.0
//! What users of 0.2.3, of the first README, and of tickets rely on.

use membarrier::{Membarrier, Ticket};

#[test]
fn functions_of_0_2() {
    membarrier::light();
    membarrier::normal();
    membarrier::heavy();
    let _hot: fn() = membarrier::light;
}

#[test]
fn handle_is_nothing_at_all() {
    let handle = Membarrier::default();
    let copy = handle;

    assert_eq!(std::mem::size_of::<Membarrier>(), 0);
    handle.fast_path();
    copy.normal_path();
    copy.slow_path();
    assert_eq!(format!("{:?}", Membarrier::new()), "Membarrier(())");
}

#[test]
fn tickets() {
    let first = Ticket::take();

    assert!(Ticket::default().passed());
    if membarrier::is_asymmetric() {
        // Only this test takes tickets, but other tests of this program may make barriers: so no assertion that it has
        // not passed yet.
        let _ = first.passed();
    }
    membarrier::heavy();
    assert!(first.passed());
    let second = Ticket::take();
    second.wait();
    assert!(second.passed());
    let third = Ticket::take();
    while !third.poll(std::time::Duration::from_micros(10)) {
        std::thread::yield_now();
    }
    assert!(third.passed());
    std::thread::spawn(move || assert!(second.passed())).join().unwrap();
}

#[test]
fn try_heavy_orders_or_says_so() {
    while !membarrier::try_heavy() {
        std::thread::yield_now();
    }
}

#[test]
fn info_agrees() {
    let info = membarrier::info();

    assert_eq!(info.asymmetric, membarrier::is_asymmetric());
    assert_eq!(info.strategy == "fence", !info.asymmetric);
    assert!(!info.reason.is_empty());
    assert!(!info.basis.is_empty());
    println!("{:?}", info);
    assert_eq!(info.setting.is_some(), std::env::var_os("MEMBARRIER_STRATEGY").is_some() && cfg!(not(membarrier_plain)));
}
