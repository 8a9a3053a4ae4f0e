/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * internal.h - what stands before the declaration of every function and variable that two
 * source files share, and before the definition of such a variable; functions that run at the start.
 *
 * Copies of the library in one process must not meet in these: they may be of different
 * versions. So they are hidden by the sources, however the library is built and linked. In
 * the two-file copy, which is one translation unit, they are static.
 */
#ifndef MEMBARRIER_INTERNAL_H
#define MEMBARRIER_INTERNAL_H

#if defined(MB_ONE_FILE) && !defined(__GNUC__) && !defined(__clang__)
#define MB_INTERNAL static
#define MB_INTERNAL_DATA static
#elif defined(MB_ONE_FILE)
#define MB_INTERNAL static __attribute__((unused))
#define MB_INTERNAL_DATA static __attribute__((unused))
#elif defined(__ELF__) || defined(__MACH__)
#define MB_INTERNAL __attribute__((visibility("hidden")))
#define MB_INTERNAL_DATA extern __attribute__((visibility("hidden")))
#else
#define MB_INTERNAL
#define MB_INTERNAL_DATA extern
#endif

/*
 * MB_AT_START(entry, function) { ... } is a function that runs when the program or the library starts: before other
 * constructors, where the system has an order for them. Microsoft's C library calls each pointer of the section .CRT$XCT;
 * it is no COMDAT, so the linker keeps it.
 */
#if defined(__ELF__) || defined(__MINGW32__)
#define MB_AT_START(entry, function) __attribute__((constructor(101))) static void function(void)
#elif defined(_MSC_VER)
#pragma section(".CRT$XCT", long, read)
#define MB_AT_START(entry, function)                                              \
	static void __cdecl function(void);                                           \
	extern void(__cdecl *const entry)(void);                                      \
	__declspec(allocate(".CRT$XCT")) void(__cdecl *const entry)(void) = function; \
	static void __cdecl function(void)
#else
#define MB_AT_START(entry, function) __attribute__((constructor)) static void function(void)
#endif

#if defined(__GNUC__) || defined(__clang__)
#define MB_NORETURN __attribute__((noreturn))
#else
#define MB_NORETURN __declspec(noreturn)
#endif

#endif
