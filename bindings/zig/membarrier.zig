// SPDX-License-Identifier: MIT OR Apache-2.0
//! libmembarrier for Zig. Link with the library: `-lmembarrier -lc`. <membarrier.h> documents each function.
//! @cImport() cannot translate the header's inline assembly; these are the functions that the library exports instead.

pub const Ticket = extern struct { index: u64 = 0 };

pub const Info = extern struct {
    size: usize = @sizeOf(Info),
    strategy: ?[*:0]const u8 = null,
    reason: ?[*:0]const u8 = null,
    basis: ?[*:0]const u8 = null,
    setting: ?[*:0]const u8 = null,
    asymmetric: c_int = 0,
    documented: c_int = 0,
    candidates: c_uint = 0,
};

pub extern fn membarrier_fast_path() void;
pub extern fn membarrier_normal_path() void;
pub extern fn membarrier_slow_path() void;
pub extern fn membarrier_try_slow_path() bool;
pub extern fn membarrier_ticket() Ticket;
pub extern fn membarrier_ticket_passed(Ticket) bool;
pub extern fn membarrier_ticket_wait(Ticket) void;
pub extern fn membarrier_ticket_poll(Ticket, interval: u64) bool;
pub extern fn membarrier_require(properties: c_uint) c_int;
pub extern fn membarrier_get_info(info: *Info) c_int;
pub extern fn membarrier_version() c_uint;
