/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Written by litmus_table.py from tests/models/herd, never by hand. */
/* clang-format off */
{ "SB+F+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "SB+F+N", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "SB+F+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "SB+N+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "SB+N+N", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "SB+N+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "SB+S+F", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "SB+S+N", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "SB+S+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "MP+F+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "MP+F+N", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "MP+F+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "MP+N+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "MP+N+N", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "MP+N+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "MP+S+F", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "MP+S+N", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "MP+S+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "LB+F+F", 'A', 'A', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "LB+F+N", 'A', 'A', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "LB+F+S", 'F', 'F', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "LB+N+F", 'A', 'A', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "LB+N+N", 'F', 'F', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "LB+N+S", 'F', 'F', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "LB+S+F", 'F', 'F', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "LB+S+N", 'F', 'F', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "LB+S+S", 'F', 'F', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "R+F+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 2, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, 2 }, 2, 2 },
{ "R+F+N", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 2, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, 2 }, 2, 2 },
{ "R+F+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 2, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, 2 }, 2, 2 },
{ "R+N+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 2, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, 2 }, 2, 2 },
{ "R+N+N", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 2, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, 2 }, 2, 2 },
{ "R+N+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 2, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, 2 }, 2, 2 },
{ "R+S+F", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 2, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, 2 }, 2, 2 },
{ "R+S+N", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 2, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, 2 }, 2, 2 },
{ "R+S+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 2, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, 2 }, 2, 2 },
{ "S+F+F", 'A', 'A', {
	{ { 'W', 0, 0, 2, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { 2, -1 }, 2, 2 },
{ "S+F+N", 'A', 'A', {
	{ { 'W', 0, 0, 2, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { 2, -1 }, 2, 2 },
{ "S+F+S", 'F', 'F', {
	{ { 'W', 0, 0, 2, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { 2, -1 }, 2, 2 },
{ "S+N+F", 'A', 'A', {
	{ { 'W', 0, 0, 2, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { 2, -1 }, 2, 2 },
{ "S+N+N", 'F', 'F', {
	{ { 'W', 0, 0, 2, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { 2, -1 }, 2, 2 },
{ "S+N+S", 'F', 'F', {
	{ { 'W', 0, 0, 2, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { 2, -1 }, 2, 2 },
{ "S+S+F", 'F', 'F', {
	{ { 'W', 0, 0, 2, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { 2, -1 }, 2, 2 },
{ "S+S+N", 'F', 'F', {
	{ { 'W', 0, 0, 2, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { 2, -1 }, 2, 2 },
{ "S+S+S", 'F', 'F', {
	{ { 'W', 0, 0, 2, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { 2, -1 }, 2, 2 },
{ "2+2W+F+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 0, 0, 2, __ATOMIC_RELAXED } },
}, { 1, 1 }, 2, 2 },
{ "2+2W+F+N", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 0, 0, 2, __ATOMIC_RELAXED } },
}, { 1, 1 }, 2, 2 },
{ "2+2W+F+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 0, 0, 2, __ATOMIC_RELAXED } },
}, { 1, 1 }, 2, 2 },
{ "2+2W+N+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 0, 0, 2, __ATOMIC_RELAXED } },
}, { 1, 1 }, 2, 2 },
{ "2+2W+N+N", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 0, 0, 2, __ATOMIC_RELAXED } },
}, { 1, 1 }, 2, 2 },
{ "2+2W+N+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 0, 0, 2, __ATOMIC_RELAXED } },
}, { 1, 1 }, 2, 2 },
{ "2+2W+S+F", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 0, 0, 2, __ATOMIC_RELAXED } },
}, { 1, 1 }, 2, 2 },
{ "2+2W+S+N", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 0, 0, 2, __ATOMIC_RELAXED } },
}, { 1, 1 }, 2, 2 },
{ "2+2W+S+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 0, 0, 2, __ATOMIC_RELAXED } },
}, { 1, 1 }, 2, 2 },
{ "WRC+F+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 3, 2 },
{ "WRC+F+N", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 3, 2 },
{ "WRC+F+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 3, 2 },
{ "WRC+N+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 3, 2 },
{ "WRC+N+N", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 3, 2 },
{ "WRC+N+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 3, 2 },
{ "WRC+S+F", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 3, 2 },
{ "WRC+S+N", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 3, 2 },
{ "WRC+S+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 3, 2 },
{ "RWC+F+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 3, 2 },
{ "RWC+F+N", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 3, 2 },
{ "RWC+F+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 3, 2 },
{ "RWC+N+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 3, 2 },
{ "RWC+N+N", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 3, 2 },
{ "RWC+N+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 3, 2 },
{ "RWC+S+F", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 3, 2 },
{ "RWC+S+N", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 3, 2 },
{ "RWC+S+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 3, 2 },
{ "IRIW+F+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 4, 2 },
{ "IRIW+F+N", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 4, 2 },
{ "IRIW+F+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 4, 2 },
{ "IRIW+N+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 4, 2 },
{ "IRIW+N+N", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 4, 2 },
{ "IRIW+N+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 4, 2 },
{ "IRIW+S+F", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 4, 2 },
{ "IRIW+S+N", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 4, 2 },
{ "IRIW+S+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 4, 2 },
{ "3.SB+F+F+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.SB+F+F+N", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.SB+F+F+S", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.SB+F+N+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.SB+F+N+N", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.SB+F+N+S", 'F', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.SB+F+S+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.SB+F+S+N", 'F', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.SB+F+S+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.SB+N+F+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.SB+N+F+N", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.SB+N+F+S", 'F', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.SB+N+N+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.SB+N+N+N", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.SB+N+N+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.SB+N+S+F", 'F', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.SB+N+S+N", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.SB+N+S+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.SB+S+F+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.SB+S+F+N", 'F', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.SB+S+F+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.SB+S+N+F", 'F', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.SB+S+N+N", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.SB+S+N+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.SB+S+S+F", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.SB+S+S+N", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.SB+S+S+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "ISA2+F+F+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "ISA2+F+F+N", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "ISA2+F+F+S", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "ISA2+F+N+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "ISA2+F+N+N", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "ISA2+F+N+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "ISA2+F+S+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "ISA2+F+S+N", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "ISA2+F+S+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "ISA2+N+F+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "ISA2+N+F+N", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "ISA2+N+F+S", 'F', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "ISA2+N+N+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "ISA2+N+N+N", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "ISA2+N+N+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "ISA2+N+S+F", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "ISA2+N+S+N", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "ISA2+N+S+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "ISA2+S+F+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "ISA2+S+F+N", 'F', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "ISA2+S+F+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "ISA2+S+N+F", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "ISA2+S+N+N", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "ISA2+S+N+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "ISA2+S+S+F", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "ISA2+S+S+N", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "ISA2+S+S+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "W+RWC+F+F+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "W+RWC+F+F+N", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "W+RWC+F+F+S", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "W+RWC+F+N+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "W+RWC+F+N+N", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "W+RWC+F+N+S", 'F', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "W+RWC+F+S+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "W+RWC+F+S+N", 'F', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "W+RWC+F+S+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "W+RWC+N+F+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "W+RWC+N+F+N", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "W+RWC+N+F+S", 'F', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "W+RWC+N+N+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "W+RWC+N+N+N", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "W+RWC+N+N+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "W+RWC+N+S+F", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "W+RWC+N+S+N", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "W+RWC+N+S+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "W+RWC+S+F+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "W+RWC+S+F+N", 'F', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "W+RWC+S+F+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "W+RWC+S+N+F", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "W+RWC+S+N+N", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "W+RWC+S+N+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "W+RWC+S+S+F", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "W+RWC+S+S+N", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "W+RWC+S+S+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.2W+F+F+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 2, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 0, 0, 2, __ATOMIC_RELAXED } },
}, { 1, 1, 1 }, 3, 3 },
{ "3.2W+F+F+N", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 2, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 0, 0, 2, __ATOMIC_RELAXED } },
}, { 1, 1, 1 }, 3, 3 },
{ "3.2W+F+F+S", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 2, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 0, 0, 2, __ATOMIC_RELAXED } },
}, { 1, 1, 1 }, 3, 3 },
{ "3.2W+F+N+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 2, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 0, 0, 2, __ATOMIC_RELAXED } },
}, { 1, 1, 1 }, 3, 3 },
{ "3.2W+F+N+N", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 2, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 0, 0, 2, __ATOMIC_RELAXED } },
}, { 1, 1, 1 }, 3, 3 },
{ "3.2W+F+N+S", 'F', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 2, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 0, 0, 2, __ATOMIC_RELAXED } },
}, { 1, 1, 1 }, 3, 3 },
{ "3.2W+F+S+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 2, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 0, 0, 2, __ATOMIC_RELAXED } },
}, { 1, 1, 1 }, 3, 3 },
{ "3.2W+F+S+N", 'F', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 2, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 0, 0, 2, __ATOMIC_RELAXED } },
}, { 1, 1, 1 }, 3, 3 },
{ "3.2W+F+S+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 2, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 0, 0, 2, __ATOMIC_RELAXED } },
}, { 1, 1, 1 }, 3, 3 },
{ "3.2W+N+F+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 2, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 0, 0, 2, __ATOMIC_RELAXED } },
}, { 1, 1, 1 }, 3, 3 },
{ "3.2W+N+F+N", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 2, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 0, 0, 2, __ATOMIC_RELAXED } },
}, { 1, 1, 1 }, 3, 3 },
{ "3.2W+N+F+S", 'F', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 2, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 0, 0, 2, __ATOMIC_RELAXED } },
}, { 1, 1, 1 }, 3, 3 },
{ "3.2W+N+N+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 2, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 0, 0, 2, __ATOMIC_RELAXED } },
}, { 1, 1, 1 }, 3, 3 },
{ "3.2W+N+N+N", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 2, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 0, 0, 2, __ATOMIC_RELAXED } },
}, { 1, 1, 1 }, 3, 3 },
{ "3.2W+N+N+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 2, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 0, 0, 2, __ATOMIC_RELAXED } },
}, { 1, 1, 1 }, 3, 3 },
{ "3.2W+N+S+F", 'F', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 2, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 0, 0, 2, __ATOMIC_RELAXED } },
}, { 1, 1, 1 }, 3, 3 },
{ "3.2W+N+S+N", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 2, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 0, 0, 2, __ATOMIC_RELAXED } },
}, { 1, 1, 1 }, 3, 3 },
{ "3.2W+N+S+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 2, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 0, 0, 2, __ATOMIC_RELAXED } },
}, { 1, 1, 1 }, 3, 3 },
{ "3.2W+S+F+F", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 2, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 0, 0, 2, __ATOMIC_RELAXED } },
}, { 1, 1, 1 }, 3, 3 },
{ "3.2W+S+F+N", 'F', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 2, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 0, 0, 2, __ATOMIC_RELAXED } },
}, { 1, 1, 1 }, 3, 3 },
{ "3.2W+S+F+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 2, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 0, 0, 2, __ATOMIC_RELAXED } },
}, { 1, 1, 1 }, 3, 3 },
{ "3.2W+S+N+F", 'F', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 2, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 0, 0, 2, __ATOMIC_RELAXED } },
}, { 1, 1, 1 }, 3, 3 },
{ "3.2W+S+N+N", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 2, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 0, 0, 2, __ATOMIC_RELAXED } },
}, { 1, 1, 1 }, 3, 3 },
{ "3.2W+S+N+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 2, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 0, 0, 2, __ATOMIC_RELAXED } },
}, { 1, 1, 1 }, 3, 3 },
{ "3.2W+S+S+F", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 2, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 0, 0, 2, __ATOMIC_RELAXED } },
}, { 1, 1, 1 }, 3, 3 },
{ "3.2W+S+S+N", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 2, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 0, 0, 2, __ATOMIC_RELAXED } },
}, { 1, 1, 1 }, 3, 3 },
{ "3.2W+S+S+S", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 2, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 0, 0, 2, __ATOMIC_RELAXED } },
}, { 1, 1, 1 }, 3, 3 },
{ "3.LB+F+F+F", 'A', 'A', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.LB+F+F+N", 'A', 'A', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.LB+F+F+S", 'A', 'A', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.LB+F+N+F", 'A', 'A', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.LB+F+N+N", 'A', 'A', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.LB+F+N+S", 'F', 'F', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.LB+F+S+F", 'A', 'A', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.LB+F+S+N", 'F', 'F', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.LB+F+S+S", 'F', 'F', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.LB+N+F+F", 'A', 'A', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.LB+N+F+N", 'A', 'A', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.LB+N+F+S", 'F', 'F', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.LB+N+N+F", 'A', 'A', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.LB+N+N+N", 'F', 'F', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.LB+N+N+S", 'F', 'F', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.LB+N+S+F", 'F', 'F', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.LB+N+S+N", 'F', 'F', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.LB+N+S+S", 'F', 'F', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.LB+S+F+F", 'A', 'A', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.LB+S+F+N", 'F', 'F', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.LB+S+F+S", 'F', 'F', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.LB+S+N+F", 'F', 'F', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.LB+S+N+N", 'F', 'F', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.LB+S+N+S", 'F', 'F', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.LB+S+S+F", 'F', 'F', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.LB+S+S+N", 'F', 'F', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "3.LB+S+S+S", 'F', 'F', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "INTERVAL-SB-bystander", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
	{ { 'S', 0, 0, 0, 0 } },
}, { -1, -1 }, 3, 2 },
{ "INTERVAL-IRIW-bystander", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
	{ { 'S', 0, 0, 0, 0 } },
}, { -1, -1 }, 5, 2 },
{ "INTERVAL-IRIW-writers", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 } },
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 4, 2 },
{ "INTERVAL-3.SB-F-SS-F", 'F', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'S', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "INTERVAL-3.SB-F-SNS-F", 'F', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'N', 0, 0, 0, 0 }, { 'S', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "INTERVAL-ISA2-F-SS-F", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'S', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "INTERVAL-SB-F-SS", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "INTERVAL-SB-none-S", 'F', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "INTERVAL-SB-none-N", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "MESSAGE-FS", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELEASE } },
	{ { 'R', 2, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "MESSAGE-SF", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELEASE } },
	{ { 'R', 2, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "MESSAGE-FN", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELEASE } },
	{ { 'R', 2, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "PUBLISH-verdict", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'X', 1, 0, 1, __ATOMIC_ACQ_REL } },
	{ { 'R', 1, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "PUBLISH-verdict-write-rlx", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'X', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "PUBLISH-verdict-read-rlx", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'X', 1, 0, 1, __ATOMIC_ACQ_REL } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "PUBLISH-flag", 'F', 'F', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'X', 0, 0, 1, __ATOMIC_ACQ_REL } },
	{ { 'R', 0, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "PUBLISH-flag-write-rlx", 'A', 'A', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'X', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 0, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "PUBLISH-flag-read-rlx", 'A', 'A', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'X', 0, 0, 1, __ATOMIC_ACQ_REL } },
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "PUBLISH-chain", 'F', 'F', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'X', 2, 0, 1, __ATOMIC_ACQ_REL } },
	{ { 'R', 2, 1, 0, __ATOMIC_ACQUIRE }, { 'X', 0, 0, 1, __ATOMIC_ACQ_REL } },
	{ { 'R', 0, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "PUBLISH-once", 'F', 'F', {
	{ { 'X', 0, 0, 1, __ATOMIC_ACQ_REL } },
	{ { 'X', 0, 0, 2, __ATOMIC_ACQ_REL } },
}, { -1 }, 2, 1 },
{ "PUBLISH-once-rlx", 'F', 'F', {
	{ { 'X', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'X', 0, 0, 2, __ATOMIC_RELAXED } },
}, { -1 }, 2, 1 },
{ "PUBLISH-once-store", 'A', 'A', {
	{ { 'R', 0, 0, 0, __ATOMIC_RELAXED }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 0, 0, 0, __ATOMIC_RELAXED }, { 'W', 0, 0, 2, __ATOMIC_RELAXED } },
}, { -1 }, 2, 1 },
{ "PUBLISH-hot-cheap", 'F', 'F', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'X', 0, 0, 1, __ATOMIC_ACQ_REL }, { 'S', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 2, 3 },
{ "PUBLISH-hot-fence", 'F', 'F', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'R', 0, 0, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'X', 0, 0, 1, __ATOMIC_ACQ_REL }, { 'S', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 2, 3 },
{ "PUBLISH-hot-early", 'A', 'A', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'R', 0, 0, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 2, 3 },
{ "PUBLISH-hot-plain", 'F', 'F', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'R', 0, 2, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'X', 0, 0, 2, __ATOMIC_ACQ_REL }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 2, 3 },
{ "PUBLISH-unchosen-local", 'A', 'A', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
	{ { 'X', 0, 0, 1, __ATOMIC_ACQ_REL } },
}, { -1, -1, -1 }, 3, 3 },
{ "HOOK-set", 'F', 'F', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'X', 0, 0, 1, __ATOMIC_ACQ_REL } },
	{ { 'R', 0, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "HOOK-set-write-rlx", 'A', 'A', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'X', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 0, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "HOOK-set-read-rlx", 'A', 'A', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'X', 0, 0, 1, __ATOMIC_ACQ_REL } },
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "POOL-map", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'X', 1, 0, 1, __ATOMIC_ACQ_REL } },
	{ { 'R', 1, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "POOL-map-write-rlx", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'X', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "POOL-map-read-rlx", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'X', 1, 0, 1, __ATOMIC_ACQ_REL } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "POOL-claim", 'F', 'F', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'W', 0, 0, 1, __ATOMIC_RELEASE } },
	{ { 'X', 0, 1, 2, __ATOMIC_ACQUIRE }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "POOL-claim-write-rlx", 'A', 'A', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'X', 0, 1, 2, __ATOMIC_ACQUIRE }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "POOL-claim-read-rlx", 'A', 'A', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'W', 0, 0, 1, __ATOMIC_RELEASE } },
	{ { 'X', 0, 1, 2, __ATOMIC_RELAXED }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "POOL-claim-once", 'F', 'F', {
	{ { 'X', 0, 0, 1, __ATOMIC_ACQUIRE } },
	{ { 'X', 0, 0, 1, __ATOMIC_ACQUIRE } },
}, { -1 }, 2, 1 },
{ "POOL-claim-once-store", 'A', 'A', {
	{ { 'R', 0, 0, 0, __ATOMIC_RELAXED }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 0, 0, 0, __ATOMIC_RELAXED }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1 }, 2, 1 },
{ "TURN-go", 'F', 'F', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'W', 0, 0, 1, __ATOMIC_RELEASE } },
	{ { 'R', 0, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "TURN-go-write-rlx", 'A', 'A', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 0, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "TURN-go-read-rlx", 'A', 'A', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'W', 0, 0, 1, __ATOMIC_RELEASE } },
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "TURN-done", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'W', 1, 0, 1, __ATOMIC_RELEASE } },
	{ { 'R', 1, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "TURN-done-write-rlx", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 1, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "TURN-done-read-rlx", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'W', 1, 0, 1, __ATOMIC_RELEASE } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "PEER-number", 'F', 'F', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'W', 0, 0, 1, __ATOMIC_RELEASE } },
	{ { 'R', 0, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "PEER-number-write-rlx", 'A', 'A', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 0, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "PEER-number-read-rlx", 'A', 'A', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'W', 0, 0, 1, __ATOMIC_RELEASE } },
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "HPUSE", 'F', 'F', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELEASE }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_ACQUIRE }, { 'R', 0, 1, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_ACQUIRE }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 2, 3 },
{ "HPUSE-FN", 'A', 'A', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELEASE }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_ACQUIRE }, { 'R', 0, 1, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_ACQUIRE }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 2, 3 },
{ "HPUSE-orphan", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELEASE }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_ACQUIRE } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'X', 1, 0, 1, __ATOMIC_RELEASE } },
	{ { 'X', 1, 1, 2, __ATOMIC_ACQUIRE }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_ACQUIRE } },
}, { -1, -1, -1 }, 3, 3 },
{ "HPUSE-orphan-late", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELEASE }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_ACQUIRE } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'X', 1, 0, 1, __ATOMIC_RELEASE } },
	{ { 'S', 0, 0, 0, 0 }, { 'X', 1, 1, 2, __ATOMIC_ACQUIRE }, { 'R', 0, 0, 0, __ATOMIC_ACQUIRE } },
}, { -1, -1, -1 }, 3, 3 },
{ "HPCLEAR-rel", 'F', 'F', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'W', 1, 0, 1, __ATOMIC_RELEASE } },
	{ { 'S', 0, 0, 0, 0 }, { 'R', 1, 1, 0, __ATOMIC_ACQUIRE }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "HPCLEAR-rlx", 'A', 'A', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'S', 0, 0, 0, 0 }, { 'R', 1, 1, 0, __ATOMIC_ACQUIRE }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "HPCLEAR-slowafter", 'F', 'A', {
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'S', 0, 0, 0, 0 }, { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "HPSCAN-acq", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'W', 1, 0, 1, __ATOMIC_RELEASE } },
	{ { 'S', 0, 0, 0, 0 }, { 'R', 1, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "HPSCAN-rlx", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'W', 1, 0, 1, __ATOMIC_RELEASE } },
	{ { 'S', 0, 0, 0, 0 }, { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "HPPUSH-rel", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'X', 2, 0, 1, __ATOMIC_RELEASE } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'W', 1, 0, 1, __ATOMIC_RELEASE }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 2, 3 },
{ "HPPUSH-rlx", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'X', 2, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'W', 1, 0, 1, __ATOMIC_RELEASE }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 2, 3 },
{ "HPLOOK-rlx", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'X', 2, 0, 1, __ATOMIC_RELEASE } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'W', 1, 0, 1, __ATOMIC_RELEASE }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 2, 3 },
{ "HPLOOK-dep", 'F', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'X', 2, 0, 1, __ATOMIC_RELEASE } },
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'W', 1, 0, 1, __ATOMIC_RELEASE }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 2, 3 },
{ "HPPOP-rlx", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'X', 1, 0, 1, __ATOMIC_RELEASE } },
	{ { 'X', 1, 1, 2, __ATOMIC_RELAXED } },
	{ { 'R', 1, 2, 0, __ATOMIC_ACQUIRE }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 3, 2 },
{ "HPPOP-store", 'F', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'X', 1, 0, 1, __ATOMIC_RELEASE } },
	{ { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'R', 1, 2, 0, __ATOMIC_ACQUIRE }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 3, 2 },
{ "HPORPHAN", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'X', 1, 0, 1, __ATOMIC_RELEASE } },
	{ { 'X', 1, 1, 2, __ATOMIC_ACQUIRE }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "HPORPHAN-write-rlx", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'X', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'X', 1, 1, 2, __ATOMIC_ACQUIRE }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "HPORPHAN-read-rlx", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'X', 1, 0, 1, __ATOMIC_RELEASE } },
	{ { 'X', 1, 1, 2, __ATOMIC_RELAXED }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "HPSLOT", 'F', 'F', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'W', 0, 0, 1, __ATOMIC_RELEASE } },
	{ { 'X', 0, 1, 2, __ATOMIC_ACQUIRE }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "HPSLOT-write-rlx", 'A', 'A', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'X', 0, 1, 2, __ATOMIC_ACQUIRE }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "HPSLOT-read-rlx", 'A', 'A', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'W', 0, 0, 1, __ATOMIC_RELEASE } },
	{ { 'X', 0, 1, 2, __ATOMIC_RELAXED }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "RWREL", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'W', 1, 0, 1, __ATOMIC_RELEASE } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 1, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 2, 3 },
{ "RWREL-write-rlx", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'W', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 1, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 2, 3 },
{ "RWREL-read-rlx", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'W', 1, 0, 1, __ATOMIC_RELEASE } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 2, 3 },
{ "RWSTEP-rel", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'W', 1, 0, 1, __ATOMIC_RELEASE }, { 'W', 1, 0, 2, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'W', 1, 0, 3, __ATOMIC_RELEASE } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 1, 3, 0, __ATOMIC_ACQUIRE }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 2, 3 },
{ "RWSTEP-rlx", 'F', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'W', 1, 0, 1, __ATOMIC_RELEASE }, { 'W', 1, 0, 2, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'W', 1, 0, 3, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 1, 3, 0, __ATOMIC_ACQUIRE }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 2, 3 },
{ "RWACQ-acq", 'F', 'F', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 2, 0, __ATOMIC_ACQUIRE }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_ACQUIRE }, { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'W', 2, 0, 2, __ATOMIC_RELEASE } },
}, { -1, -1, -1 }, 2, 3 },
{ "RWACQ-rlx", 'A', 'A', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 2, 0, __ATOMIC_RELAXED }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_ACQUIRE }, { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'W', 2, 0, 2, __ATOMIC_RELEASE } },
}, { -1, -1, -1 }, 2, 3 },
{ "RWACQ-leave-rlx", 'A', 'A', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 2, 0, __ATOMIC_ACQUIRE }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_ACQUIRE }, { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'W', 2, 0, 2, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 2, 3 },
{ "RWEXCL", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_ACQUIRE } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_ACQUIRE } },
}, { -1, -1 }, 2, 2 },
{ "RWEXCL-FN", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_ACQUIRE } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_ACQUIRE } },
}, { -1, -1 }, 2, 2 },
{ "COAL-ok", 'F', 'A', {
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED }, { 'R', 0, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 3, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELEASE } },
	{ { 'W', 3, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1, -1 }, 3, 4 },
{ "COAL-ok-postN", 'F', 'A', {
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED }, { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 3, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELEASE } },
	{ { 'W', 3, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1, -1 }, 3, 4 },
{ "COAL-late", 'A', 'A', {
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 1, 0, __ATOMIC_RELAXED }, { 'R', 0, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 3, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELEASE } },
	{ { 'W', 3, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1, -1 }, 3, 4 },
{ "COAL-nofence", 'A', 'A', {
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'R', 1, 0, 0, __ATOMIC_RELAXED }, { 'R', 0, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 3, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELEASE } },
	{ { 'W', 3, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1, -1 }, 3, 4 },
{ "COAL-noacq", 'A', 'A', {
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED }, { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'R', 3, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELEASE } },
	{ { 'W', 3, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1, -1 }, 3, 4 },
{ "COAL-early-done", 'A', 'A', {
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED }, { 'R', 0, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 3, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'W', 0, 0, 1, __ATOMIC_RELEASE }, { 'S', 0, 0, 0, 0 } },
	{ { 'W', 3, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1, -1 }, 3, 4 },
{ "COAL-rmw", 'F', 'F', {
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'X', 1, 0, 0, __ATOMIC_ACQ_REL }, { 'R', 0, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 3, 0, 0, __ATOMIC_RELAXED } },
	{ { 'X', 1, 0, 1, __ATOMIC_ACQ_REL }, { 'S', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELEASE } },
	{ { 'W', 3, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1, -1 }, 3, 4 },
{ "COAL-rmw-late", 'A', 'A', {
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'X', 1, 1, 1, __ATOMIC_ACQ_REL }, { 'R', 0, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 3, 0, 0, __ATOMIC_RELAXED } },
	{ { 'X', 1, 0, 1, __ATOMIC_ACQ_REL }, { 'S', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELEASE } },
	{ { 'W', 3, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1, -1 }, 3, 4 },
{ "COAL-rmw-MP", 'F', 'F', {
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'X', 1, 0, 0, __ATOMIC_ACQ_REL }, { 'R', 0, 1, 0, __ATOMIC_ACQUIRE }, { 'W', 3, 0, 1, __ATOMIC_RELAXED } },
	{ { 'X', 1, 0, 1, __ATOMIC_ACQ_REL }, { 'S', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELEASE } },
	{ { 'R', 3, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1, -1 }, 3, 4 },
{ "COAL-rmw-hotpub", 'F', 'F', {
	{ { 'R', 3, 1, 0, __ATOMIC_RELAXED }, { 'X', 1, 0, 0, __ATOMIC_ACQ_REL }, { 'R', 0, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'X', 1, 0, 1, __ATOMIC_ACQ_REL }, { 'S', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELEASE } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 3, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1, -1, -1 }, 3, 4 },
{ "COAL-slow", 'F', 'F', {
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'X', 1, 0, 0, __ATOMIC_ACQ_REL }, { 'R', 0, 1, 0, __ATOMIC_ACQUIRE }, { 'N', 0, 0, 0, 0 }, { 'R', 3, 0, 0, __ATOMIC_RELAXED } },
	{ { 'X', 1, 0, 1, __ATOMIC_ACQ_REL }, { 'S', 0, 0, 0, 0 }, { 'X', 0, 0, 1, __ATOMIC_ACQ_REL } },
	{ { 'W', 3, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1, -1 }, 3, 4 },
{ "COAL-ticket", 'F', 'F', {
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'X', 1, 0, 0, __ATOMIC_ACQ_REL }, { 'R', 0, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 3, 0, 0, __ATOMIC_RELAXED } },
	{ { 'X', 1, 0, 1, __ATOMIC_ACQ_REL }, { 'S', 0, 0, 0, 0 }, { 'X', 0, 0, 1, __ATOMIC_ACQ_REL } },
	{ { 'W', 3, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1, -1 }, 3, 4 },
{ "COAL-ticket-noacq", 'A', 'A', {
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'X', 1, 0, 0, __ATOMIC_ACQ_REL }, { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'R', 3, 0, 0, __ATOMIC_RELAXED } },
	{ { 'X', 1, 0, 1, __ATOMIC_ACQ_REL }, { 'S', 0, 0, 0, 0 }, { 'X', 0, 0, 1, __ATOMIC_ACQ_REL } },
	{ { 'W', 3, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1, -1 }, 3, 4 },
{ "COAL-ticket-late", 'A', 'A', {
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'X', 1, 1, 1, __ATOMIC_ACQ_REL }, { 'R', 0, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 3, 0, 0, __ATOMIC_RELAXED } },
	{ { 'X', 1, 0, 1, __ATOMIC_ACQ_REL }, { 'S', 0, 0, 0, 0 }, { 'X', 0, 0, 1, __ATOMIC_ACQ_REL } },
	{ { 'W', 3, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1, -1 }, 3, 4 },
{ "COAL-ticket-early-done", 'A', 'A', {
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'X', 1, 0, 0, __ATOMIC_ACQ_REL }, { 'R', 0, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 3, 0, 0, __ATOMIC_RELAXED } },
	{ { 'X', 1, 0, 1, __ATOMIC_ACQ_REL }, { 'X', 0, 0, 1, __ATOMIC_ACQ_REL }, { 'S', 0, 0, 0, 0 } },
	{ { 'W', 3, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1, -1 }, 3, 4 },
{ "COAL-ticket-store", 'F', 'F', {
	{ { 'R', 2, 1, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'X', 1, 0, 0, __ATOMIC_ACQ_REL }, { 'R', 0, 1, 0, __ATOMIC_ACQUIRE }, { 'W', 3, 0, 1, __ATOMIC_RELAXED } },
	{ { 'X', 1, 0, 1, __ATOMIC_ACQ_REL }, { 'S', 0, 0, 0, 0 }, { 'X', 0, 0, 1, __ATOMIC_ACQ_REL } },
	{ { 'R', 3, 1, 0, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'W', 2, 0, 1, __ATOMIC_RELAXED } },
}, { -1, -1, -1, -1 }, 3, 4 },
{ "COAL-told", 'F', 'F', {
	{ { 'W', 3, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'X', 1, 0, 0, __ATOMIC_ACQ_REL }, { 'W', 2, 0, 1, __ATOMIC_RELEASE } },
	{ { 'R', 2, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 0, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 4, 0, 0, __ATOMIC_RELAXED } },
	{ { 'X', 1, 0, 1, __ATOMIC_ACQ_REL }, { 'S', 0, 0, 0, 0 }, { 'X', 0, 0, 1, __ATOMIC_ACQ_REL } },
	{ { 'W', 4, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 3, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1, -1, -1 }, 4, 5 },
{ "COAL-told-noacq", 'A', 'A', {
	{ { 'W', 3, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'X', 1, 0, 0, __ATOMIC_ACQ_REL }, { 'W', 2, 0, 1, __ATOMIC_RELEASE } },
	{ { 'R', 2, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'R', 4, 0, 0, __ATOMIC_RELAXED } },
	{ { 'X', 1, 0, 1, __ATOMIC_ACQ_REL }, { 'S', 0, 0, 0, 0 }, { 'X', 0, 0, 1, __ATOMIC_ACQ_REL } },
	{ { 'W', 4, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 3, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1, -1, -1 }, 4, 5 },
{ "COAL-begin", 'F', 'F', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'X', 1, 0, 1, __ATOMIC_ACQ_REL } },
	{ { 'X', 1, 1, 2, __ATOMIC_ACQ_REL }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "COAL-begin-write-rlx", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'X', 1, 0, 1, __ATOMIC_RELAXED } },
	{ { 'X', 1, 1, 2, __ATOMIC_ACQ_REL }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "COAL-begin-read-rlx", 'A', 'A', {
	{ { 'W', 0, 0, 1, __ATOMIC_RELAXED }, { 'X', 1, 0, 1, __ATOMIC_ACQ_REL } },
	{ { 'X', 1, 1, 2, __ATOMIC_RELAXED }, { 'R', 0, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "COAL-end", 'F', 'F', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'X', 0, 0, 1, __ATOMIC_ACQ_REL } },
	{ { 'R', 0, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "COAL-end-write-rlx", 'A', 'A', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'X', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 0, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "COAL-end-read-rlx", 'A', 'A', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'X', 0, 0, 1, __ATOMIC_ACQ_REL } },
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1 }, 2, 2 },
{ "COAL-elsewhere", 'F', 'F', {
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'X', 1, 0, 0, __ATOMIC_ACQ_REL }, { 'R', 0, 1, 0, __ATOMIC_ACQUIRE }, { 'N', 0, 0, 0, 0 }, { 'R', 3, 0, 0, __ATOMIC_RELAXED } },
	{ { 'X', 1, 0, 1, __ATOMIC_ACQ_REL }, { 'X', 0, 0, 1, __ATOMIC_ACQ_REL } },
	{ { 'W', 3, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1, -1 }, 3, 4 },
{ "COAL-elsewhere-ticket", 'F', 'F', {
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'X', 1, 0, 0, __ATOMIC_ACQ_REL }, { 'R', 0, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 3, 0, 0, __ATOMIC_RELAXED } },
	{ { 'X', 1, 0, 1, __ATOMIC_ACQ_REL }, { 'X', 0, 0, 1, __ATOMIC_ACQ_REL } },
	{ { 'W', 3, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1, -1 }, 3, 4 },
{ "COAL-elsewhere-nofence", 'F', 'A', {
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'X', 1, 0, 0, __ATOMIC_ACQ_REL }, { 'R', 0, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 3, 0, 0, __ATOMIC_RELAXED } },
	{ { 'X', 1, 0, 1, __ATOMIC_ACQ_REL }, { 'X', 0, 0, 1, __ATOMIC_ACQ_REL } },
	{ { 'W', 3, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1, -1 }, 3, 4 },
{ "PAIR-C1", 'F', 'F', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_ACQUIRE }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'X', 0, 0, 1, __ATOMIC_ACQ_REL }, { 'S', 0, 0, 0, 0 }, { 'X', 0, 1, 2, __ATOMIC_ACQ_REL } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'X', 0, 2, 2, __ATOMIC_ACQ_REL }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "PAIR-C1-mode-first", 'A', 'A', {
	{ { 'R', 0, 0, 0, __ATOMIC_ACQUIRE }, { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'X', 0, 0, 1, __ATOMIC_ACQ_REL }, { 'S', 0, 0, 0, 0 }, { 'X', 0, 1, 2, __ATOMIC_ACQ_REL } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'X', 0, 2, 2, __ATOMIC_ACQ_REL }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "PAIR-C1-early", 'A', 'A', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_ACQUIRE }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'X', 0, 0, 2, __ATOMIC_ACQ_REL }, { 'S', 0, 0, 0, 0 } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'X', 0, 2, 2, __ATOMIC_ACQ_REL }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "PAIR-C1-local", 'A', 'A', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_ACQUIRE }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'X', 0, 0, 1, __ATOMIC_ACQ_REL }, { 'N', 0, 0, 0, 0 }, { 'X', 0, 1, 2, __ATOMIC_ACQ_REL } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'X', 0, 2, 2, __ATOMIC_ACQ_REL }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "PAIR-C1-rare-rlx", 'A', 'A', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_ACQUIRE }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'X', 0, 0, 1, __ATOMIC_ACQ_REL }, { 'S', 0, 0, 0, 0 }, { 'X', 0, 1, 2, __ATOMIC_ACQ_REL } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'X', 0, 2, 2, __ATOMIC_RELAXED }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "PAIR-C1-no-fast", 'F', 'A', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'R', 0, 0, 0, __ATOMIC_ACQUIRE }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'X', 0, 0, 1, __ATOMIC_ACQ_REL }, { 'S', 0, 0, 0, 0 }, { 'X', 0, 1, 2, __ATOMIC_ACQ_REL } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'X', 0, 2, 2, __ATOMIC_ACQ_REL }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "PAIR-C1-fenced-rlx", 'F', 'F', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_ACQUIRE }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'X', 0, 0, 1, __ATOMIC_ACQ_REL }, { 'S', 0, 0, 0, 0 }, { 'X', 0, 1, 2, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'X', 0, 2, 2, __ATOMIC_ACQ_REL }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "PAIR-C2", 'F', 'F', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 3, 0, __ATOMIC_ACQUIRE }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'X', 0, 2, 3, __ATOMIC_ACQ_REL } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'X', 0, 0, 2, __ATOMIC_ACQ_REL }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "PAIR-C2-hot-rlx", 'A', 'A', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 3, 0, __ATOMIC_RELAXED }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'X', 0, 2, 3, __ATOMIC_ACQ_REL } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'X', 0, 0, 2, __ATOMIC_ACQ_REL }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "PAIR-C2-free-rlx", 'F', 'F', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 0, 3, 0, __ATOMIC_ACQUIRE }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'X', 0, 2, 3, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'X', 0, 0, 2, __ATOMIC_ACQ_REL }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "HOME-interrupt", 'F', 'F', {
	{ { 'W', 0, 0, 2, __ATOMIC_RELEASE }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 2, 0, __ATOMIC_RELAXED }, { 'S', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 2, 3 },
{ "HOME-interrupt-missed", 'A', 'A', {
	{ { 'W', 0, 0, 2, __ATOMIC_RELEASE }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 2, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 2, 3 },
{ "HOME-moved", 'F', 'F', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'W', 0, 0, 1, __ATOMIC_RELEASE } },
	{ { 'R', 0, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "HOME-moved-no-barrier", 'F', 'A', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'W', 0, 0, 1, __ATOMIC_RELEASE } },
	{ { 'R', 0, 1, 0, __ATOMIC_ACQUIRE }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "HOME-moved-no-order", 'A', 'A', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'W', 0, 0, 1, __ATOMIC_RELAXED } },
	{ { 'R', 0, 1, 0, __ATOMIC_RELAXED }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 3, 3 },
{ "HOME-old", 'F', 'F', {
	{ { 'W', 0, 0, 2, __ATOMIC_RELEASE }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 2, 3 },
{ "HOME-old-no-fence", 'A', 'A', {
	{ { 'W', 0, 0, 2, __ATOMIC_RELEASE }, { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 0, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 2, 3 },
{ "HOME-old-early", 'A', 'A', {
	{ { 'W', 0, 0, 2, __ATOMIC_RELEASE }, { 'N', 0, 0, 0, 0 }, { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
	{ { 'R', 0, 0, 0, __ATOMIC_RELAXED }, { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 2, 3 },
{ "HOME-new", 'F', 'F', {
	{ { 'W', 1, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED }, { 'W', 0, 0, 2, __ATOMIC_RELEASE } },
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 0, 2, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1 }, 2, 3 },
{ "HOME-handed-on", 'F', 'F', {
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 3, 0, 0, __ATOMIC_RELAXED }, { 'W', 0, 0, 1, __ATOMIC_RELEASE } },
	{ { 'R', 0, 1, 0, __ATOMIC_ACQUIRE }, { 'W', 1, 0, 2, __ATOMIC_RELEASE } },
	{ { 'W', 3, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 2, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1, -1 }, 3, 4 },
{ "HOME-handed-on-rlx", 'F', 'A', {
	{ { 'W', 2, 0, 1, __ATOMIC_RELAXED }, { 'F', 0, 0, 0, 0 }, { 'R', 3, 0, 0, __ATOMIC_RELAXED }, { 'W', 0, 0, 1, __ATOMIC_RELEASE } },
	{ { 'R', 0, 1, 0, __ATOMIC_ACQUIRE }, { 'W', 1, 0, 2, __ATOMIC_RELAXED } },
	{ { 'W', 3, 0, 1, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 1, 2, 0, __ATOMIC_RELAXED }, { 'N', 0, 0, 0, 0 }, { 'R', 2, 0, 0, __ATOMIC_RELAXED } },
}, { -1, -1, -1, -1 }, 3, 4 },
