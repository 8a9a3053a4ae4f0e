/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * instructions.h - what each CPU needs so that code which was written is executed. Included by the system files.
 *
 * INSTRUCTIONS_SERIALISE names the function that serialises the calling thread; NULL where user space has none
 * that is enough, or none is known. On RISC-V fence.i is of one CPU: the thread may be moved after it.
 *
 * Sources: Intel's manual, volume 3, sections 9.1.3 and 9.3; AMD's, volume 2, section 7.6.1; Arm's, sections B2.4.4
 * and "Concurrent modification and execution of instructions"; Power ISA, book II, section 1.8; z/Architecture
 * Principles of Operation, "Serialization"; LoongArch's manual, section 2.2.8; MIPS32's, volume II, JR.HB.
 */
#ifndef MEMBARRIER_PORT_INSTRUCTIONS_H
#define MEMBARRIER_PORT_INSTRUCTIONS_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__) || defined(__clang__)

/* From release 2 on: the jump that forgets is of that release. Linux does the caches of every CPU (arch/mips/mm/c-r4k.c). */
#if defined(__mips__) && defined(__linux__) && __mips_isa_rev >= 2 && !defined(__mips16) && !defined(__mips_micromips)
#define INSTRUCTIONS_MIPS 1
#include <sys/cachectl.h>
#ifdef __LP64__
#define INSTRUCTIONS_ADD_ "daddiu"
#else
#define INSTRUCTIONS_ADD_ "addiu"
#endif
#else
#define INSTRUCTIONS_MIPS 0
#endif

#if defined(__x86_64__) || defined(__i386__)

static inline unsigned instructions_cpuid(unsigned leaf, unsigned *d)
{
	unsigned a = leaf, b, c = 0;

	__asm__ __volatile__("cpuid" : "+a"(a), "=b"(b), "+c"(c), "=d"(*d)::"memory");
	return a;
}

/* CPUID is what every x86 has; under a hypervisor it traps, which takes microseconds. SERIALIZE does not. */
static inline void instructions_serialise(void)
{
	static int has_serialize; /* 0: not known yet; 1: no; 2: yes */
	int has = __atomic_load_n(&has_serialize, __ATOMIC_RELAXED);
	unsigned features;

	if (has == 2) {
		__asm__ __volatile__(".byte 0x0f, 0x01, 0xe8" ::: "memory"); /* serialize: assemblers may not know it */
	} else if (instructions_cpuid(0, &features) >= 7 && has == 0) {
		instructions_cpuid(7, &features);
		__atomic_store_n(&has_serialize, features & 1u << 14 ? 2 : 1, __ATOMIC_RELAXED);
	}
}
#define INSTRUCTIONS_SERIALISE instructions_serialise
#else

/* The first instruction waits for loads: what was learned of the code comes first. */
#if defined(__aarch64__)
#define INSTRUCTIONS_SERIALISE_ "dsb ishld\n\tisb"
#elif defined(__arm__) && __ARM_ARCH >= 7
#define INSTRUCTIONS_SERIALISE_ "dsb ish\n\tisb"
#elif defined(__powerpc__)
#define INSTRUCTIONS_SERIALISE_ "sync\n\tisync"
#elif defined(__s390__)
#define INSTRUCTIONS_SERIALISE_ "bcr 15,0"
#elif defined(__loongarch__)
#define INSTRUCTIONS_SERIALISE_ "dbar 0\n\tibar 0"
#elif INSTRUCTIONS_MIPS
/* bal leaves the address of 1 in register 31; the jump that forgets what was fetched goes three instructions on. */
#define INSTRUCTIONS_SERIALISE_                                                    \
	".set push\n\t.set noreorder\n\tsync\n\tbal 1f\n\tnop\n1:\t" INSTRUCTIONS_ADD_ \
	" $31, $31, 12\n\tjr.hb $31\n\tnop\n\t.set pop"
#define INSTRUCTIONS_CLOBBER_ "$31",
#endif
#ifndef INSTRUCTIONS_CLOBBER_
#define INSTRUCTIONS_CLOBBER_
#endif

#ifdef INSTRUCTIONS_SERIALISE_
static inline void instructions_serialise(void)
{
	__asm__ __volatile__(INSTRUCTIONS_SERIALISE_ ::: INSTRUCTIONS_CLOBBER_ "memory");
}
#define INSTRUCTIONS_SERIALISE instructions_serialise
#endif
#endif

static inline void instructions_clean(const void *where, size_t bytes)
{
#if defined(__powerpc__) /* gcc does nothing here. No cache has lines of fewer than 16 bytes. */
	const uintptr_t begin = (uintptr_t)where & ~(uintptr_t)15, end = (uintptr_t)where + bytes;

	for (uintptr_t at = begin; at < end; at += 16)
		__asm__ __volatile__("dcbst 0,%0" ::"r"(at) : "memory");
	__asm__ __volatile__("sync" ::: "memory");
	for (uintptr_t at = begin; at < end; at += 16)
		__asm__ __volatile__("icbi 0,%0" ::"r"(at) : "memory");
	__asm__ __volatile__("sync\n\tisync" ::: "memory");
#elif INSTRUCTIONS_MIPS                     /* The compiler may use SYNCI, which may be of one CPU. */
	char *at = (char *)(uintptr_t)where;

	while (bytes) {
		const int piece = bytes < 1 << 20 ? (int)bytes : 1 << 20;

		_flush_cache(at, piece, BCACHE);
		at += piece;
		bytes -= (size_t)piece;
	}
#elif defined(__wasm__) || defined(__riscv) /* No code is written; or the broadcast does it, for all addresses. */
	(void)where;
	(void)bytes;
#else
	char *begin = (char *)(uintptr_t)where;

	__builtin___clear_cache(begin, begin + bytes);
#endif
}

#else /* MSVC: Windows has a function for the caches. */
#include <intrin.h>

static inline void instructions_serialise(void)
{
#if defined(_M_ARM64) || defined(_M_ARM)
	__dsb(0xB);
	__isb(0xF);
#else
	int unused[4];

	__cpuid(unused, 0);
	_ReadWriteBarrier();
#endif
}
#define INSTRUCTIONS_SERIALISE instructions_serialise
#endif

#ifndef INSTRUCTIONS_SERIALISE
#define INSTRUCTIONS_SERIALISE NULL
#endif

#endif
