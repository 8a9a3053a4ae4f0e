// SPDX-License-Identifier: MIT OR Apache-2.0
//! Store buffering, `light` against `heavy`, beside a control whose rare side is only a compiler barrier. The control
//! must show the forbidden outcome, or the test says INCONCLUSIVE.

use std::sync::atomic::{compiler_fence, AtomicUsize, Ordering::*};
use std::sync::Barrier;

/// Two threads run over an array of pairs, without a hand-over for each: so they drift past each other.
#[derive(Default)]
#[repr(align(128))]
struct Word(AtomicUsize);

/// How often both sides missed the other's store.
fn forbidden(pairs: usize, hot_barrier: fn(), rare_barrier: fn()) -> usize {
    let x: Vec<Word> = (0..pairs).map(|_| Word::default()).collect();
    let y: Vec<Word> = (0..pairs).map(|_| Word::default()).collect();
    let start = Barrier::new(2);
    let side = |mine: &[Word], other: &[Word], barrier: fn()| -> Vec<usize> {
        let busy: Vec<Word> = (0..40).map(|_| Word::default()).collect();

        start.wait();
        mine.iter()
            .zip(other)
            .map(|(mine, other)| {
                // Stores to lines of its own keep the CPU busy: the store that counts waits behind them.
                for line in &busy {
                    line.0.store(1, Relaxed);
                }
                mine.0.store(1, Relaxed);
                barrier();
                other.0.load(Relaxed)
            })
            .collect()
    };
    let (hot, rare) = std::thread::scope(|scope| {
        let hot = scope.spawn(|| side(&x, &y, hot_barrier));
        let rare = side(&y, &x, rare_barrier);
        (hot.join().unwrap(), rare)
    });

    hot.iter().zip(&rare).filter(|(hot, rare)| **hot == 0 && **rare == 0).count()
}

#[test]
fn store_buffering() {
    let (rounds, pairs) = if cfg!(miri) { (1, 20) } else { (4_000, 2_000) };
    let (mut shown, mut violated) = (0, 0);

    for round in 0..rounds {
        if round >= 20 && shown > 0 {
            break;
        }
        let broken = || compiler_fence(SeqCst);
        // Where light barriers are fences, the control's hot side must not be one.
        shown += forbidden(pairs, if membarrier::is_asymmetric() { membarrier::light } else { broken }, broken);
        violated += forbidden(pairs, membarrier::light, membarrier::heavy);
    }
    assert_eq!(violated, 0, "light and heavy do not order each other; the control showed {}", shown);
    println!("control {}, light against heavy 0", shown);
    if shown == 0 {
        println!("INCONCLUSIVE: the control never showed the forbidden outcome");
    }
}
