// SPDX-License-Identifier: MIT OR Apache-2.0
//! Over the C library. doc/abi.md of the library promises what is used here.

use crate::{Info, Ticket};
use core::sync::atomic::AtomicI32;
#[cfg(any(not(membarrier_assume_asymmetric), membarrier_tsan, not(any(target_arch = "x86", target_arch = "x86_64"))))]
use core::sync::atomic::Ordering;

/// `struct membarrier_flag_`: the fast path may read `id`, relaxed; > 0 says that fast paths are free.
#[repr(C, align(64))]
struct Flag {
    id: AtomicI32,
    room: [u8; 64 - 4 - core::mem::size_of::<usize>()],
    owner: *const u8,
}
unsafe impl Sync for Flag {}

#[repr(C)]
struct RawInfo {
    size: usize,
    strategy: *const u8,
    reason: *const u8,
    basis: *const u8,
    setting: *const u8,
    asymmetric: i32,
    documented: i32,
    candidates: u32,
}

extern "C" {
    static membarrier_strategy_: Flag;
    fn membarrier_slow_path_for_(flag: *const Flag, pledged: i32);
    fn membarrier_try_slow_path_for_(flag: *const Flag, pledged: i32) -> bool;
    fn membarrier_ticket_for_(flag: *const Flag, pledged: i32) -> Ticket;
    fn membarrier_ticket_passed_for_(flag: *const Flag, pledged: i32, ticket: Ticket) -> bool;
    fn membarrier_ticket_wait_for_(flag: *const Flag, pledged: i32, ticket: Ticket);
    fn membarrier_ticket_poll_for_(flag: *const Flag, pledged: i32, ticket: Ticket, interval: u64) -> bool;
    fn membarrier_get_info_for_(flag: *const Flag, info: *mut RawInfo) -> i32;
    fn membarrier_require_for_(flag: *const Flag, properties: u32) -> i32;
    #[cfg(membarrier_assume_asymmetric)]
    fn membarrier_pledge_for_(flag: *const Flag);
    #[cfg(membarrier_tsan)]
    static membarrier_tsan_: core::sync::atomic::AtomicU32;
    #[cfg(not(membarrier_asm))]
    fn membarrier_fast_path();
}

const PLEDGED: i32 = cfg!(membarrier_assume_asymmetric) as i32;

fn flag() -> *const Flag {
    unsafe { &membarrier_strategy_ }
}

/// Aborts at start-up if light barriers cannot be free. `heavy()` does so too, so nothing depends on the linker's
/// keeping this.
#[cfg(all(membarrier_assume_asymmetric, not(any(windows, target_os = "macos"))))]
mod pledge {
    extern "C" fn at_start() {
        unsafe { super::membarrier_pledge_for_(super::flag()) }
    }

    #[used]
    #[link_section = ".init_array.00101"]
    static PLEDGE: extern "C" fn() = at_start;
}

/// ThreadSanitizer does not see fences. It sees this read-modify-write of one dummy variable in every barrier.
#[inline(always)]
fn seen_by_tsan() {
    #[cfg(membarrier_tsan)]
    unsafe { &membarrier_tsan_ }.fetch_add(0, Ordering::AcqRel);
}

/// Orders the compiler's plain accesses too, which `compiler_fence` does not promise.
#[cfg(membarrier_asm)]
#[inline(always)]
fn compiler_barrier() {
    unsafe { core::arch::asm!("", options(nostack, preserves_flags)) }
}

/// Rust has no inline assembly here in all versions that this crate supports: a call to the C library instead.
#[cfg(not(membarrier_asm))]
#[inline(always)]
fn compiler_barrier() {
    unsafe { membarrier_fast_path() }
}

/// A locked operation takes 2 ns, `mfence` 16 to 60. It does not change what it writes to, so it may say `nostack`.
#[inline(always)]
fn full_fence() {
    #[cfg(target_arch = "x86_64")]
    unsafe {
        core::arch::asm!("lock or dword ptr [rsp], 0", options(nostack))
    }
    #[cfg(target_arch = "x86")]
    unsafe {
        core::arch::asm!("lock or dword ptr [esp], 0", options(nostack))
    }
    #[cfg(not(any(target_arch = "x86", target_arch = "x86_64")))]
    {
        compiler_barrier();
        core::sync::atomic::fence(Ordering::SeqCst);
        compiler_barrier();
    }
}

#[cfg(not(membarrier_assume_asymmetric))]
#[cold]
fn light_is_not_free() {
    full_fence(); // RUST-1: as FAST-1 of the C header.
}

#[inline(always)]
pub fn light() {
    #[cfg(membarrier_assume_asymmetric)]
    compiler_barrier();
    #[cfg(not(membarrier_assume_asymmetric))]
    {
        if unsafe { &membarrier_strategy_ }.id.load(Ordering::Relaxed) > 0 {
            compiler_barrier();
        } else {
            light_is_not_free();
        }
    }
    seen_by_tsan();
}

#[inline(always)]
pub fn normal() {
    full_fence(); // RUST-2: as NORMAL-1 of the C header.
    seen_by_tsan();
}

#[inline]
pub fn heavy() {
    seen_by_tsan();
    unsafe { membarrier_slow_path_for_(flag(), PLEDGED) }
    seen_by_tsan();
}

#[inline]
pub fn try_heavy() -> bool {
    seen_by_tsan();
    let ordered = unsafe { membarrier_try_slow_path_for_(flag(), PLEDGED) };
    seen_by_tsan();
    ordered
}

pub fn is_asymmetric() -> bool {
    unsafe { membarrier_require_for_(flag(), 1) == 0 }
}

#[inline]
pub fn ticket() -> Ticket {
    seen_by_tsan();
    unsafe { membarrier_ticket_for_(flag(), PLEDGED) }
}

#[inline]
pub fn passed(ticket: Ticket) -> bool {
    let passed = unsafe { membarrier_ticket_passed_for_(flag(), PLEDGED, ticket) };
    seen_by_tsan();
    passed
}

#[inline]
pub fn wait(ticket: Ticket) {
    unsafe { membarrier_ticket_wait_for_(flag(), PLEDGED, ticket) }
    seen_by_tsan();
}

#[inline]
pub fn poll(ticket: Ticket, interval: u64) -> bool {
    let passed = unsafe { membarrier_ticket_poll_for_(flag(), PLEDGED, ticket, interval) };
    seen_by_tsan();
    passed
}

/// The library's texts are ASCII and live as long as the process. Text from the environment is quoted in `setting`: what
/// is not UTF-8 there ends it.
unsafe fn text(start: *const u8) -> Option<&'static str> {
    let mut length = 0;

    if start.is_null() {
        return None;
    }
    while *start.add(length) != 0 {
        length += 1;
    }
    let bytes = core::slice::from_raw_parts(start, length);

    Some(match core::str::from_utf8(bytes) {
        Ok(all) => all,
        Err(error) => core::str::from_utf8_unchecked(&bytes[..error.valid_up_to()]),
    })
}

pub fn info() -> Info {
    let null = core::ptr::null();
    let mut raw = RawInfo {
        size: core::mem::size_of::<RawInfo>(),
        strategy: null,
        reason: null,
        basis: null,
        setting: null,
        asymmetric: 0,
        documented: 0,
        candidates: 0,
    };

    unsafe {
        // An installed library that is newer or older may not know the structure; then all stays empty.
        membarrier_get_info_for_(flag(), &mut raw);
        Info {
            strategy: text(raw.strategy).unwrap_or(""),
            reason: text(raw.reason).unwrap_or(""),
            basis: text(raw.basis).unwrap_or(""),
            setting: text(raw.setting),
            asymmetric: raw.asymmetric != 0,
            documented: raw.documented != 0,
        }
    }
}
