/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * platforms.c - what is known of each system and architecture. doc/platforms.md has the same
 * table, and tests/platforms compares them, and both with what scripts/matrix builds.
 */
#include <membarrier.h>
#include <stdio.h>
#include <string.h>

#include "../common/json.h"
#include "../common/sys.h"
#include "../common/term.h"
#include "command.h"

#define INDENT 10

/* How the system was tested; a lower number is better. */
enum tier { REAL = 1, EMULATED, COMPILED };

/* CPUs that reorder stores. */
#define REORDERING \
	"documented; older kernels could pass over a thread that is about to end, on CPUs that reorder stores, and get fence"

static const struct platform {
	const char *system;
	const char *architectures; /* words */
	const char *strategy;      /* the best strategy there */
	const char *basis;         /* what the strategy's soundness rests on */
	const char *source;
	const char *tested;
	const char *targets; /* words: the targets of scripts/matrix that test it */
	enum tier tier;
} platforms[] = {
	{ "Linux >= 4.14", "x86-64 i386", "membarrier", "documented: membarrier(2), private expedited",
	  "kernel/sched/membarrier.c",
	  "programs for both on real x86-64 CPUs, with glibc, and musl for x86-64; an i386 kernel 6.1 in qemu",
	  "linux-x86_64 linux-x86_64-musl linux-i386", REAL },
	{ "Linux, membarrier missing or denied", "x86-64 i386", "mprotect",
	  "not documented: TLB shootdown by interrupt; only on CPUs, hypervisors and kernels where the argument is known "
	  "to hold",
	  "arch/x86/mm/tlb.c; the argument: src/port/linux/linux_mprotect.c", "programs for both on real x86-64 CPUs",
	  "linux-x86_64 linux-x86_64-musl linux-i386", REAL },
	{ "Linux >= 4.14", "s390x", "membarrier", "documented: membarrier(2), private expedited", "kernel/sched/membarrier.c",
	  "a kernel 6.1 in qemu, interrupts counted; units and litmus in qemu-user", "linux-s390x", EMULATED },
	{ "Linux >= 5.11", "arm64 armhf ppc64el", "membarrier", REORDERING, "kernel commit 5bc78502322a",
	  "kernels 6.1 in qemu, interrupts counted; units and litmus in qemu-user", "linux-arm64 linux-armhf linux-ppc64le",
	  EMULATED },
	{ "Linux >= 5.11", "mips64el", "membarrier", REORDERING, "kernel commit 5bc78502322a",
	  "units and litmus in qemu-user on an x86-64 kernel: the ABI, not its kernel", "linux-mips64el", EMULATED },
	{ "Linux >= 5.11", "armel mipsel powerpc m68k", "membarrier", REORDERING, "kernel commit 5bc78502322a",
	  "a program for each in qemu-user on an x86-64 kernel (no 64-bit atomics: no barrier is shared)",
	  "linux-armel linux-mipsel linux-powerpc linux-m68k", EMULATED },
	{ "Linux >= 6.9, or 6.6 from 6.6.51", "riscv64", "membarrier",
	  "documented; older kernels could switch threads without the barrier it rests on, and get fence",
	  "kernel commit d6cfd1770f20", "units in qemu-user on an x86-64 kernel, where the control of litmus is silent",
	  "linux-riscv64", EMULATED },
	{ "Linux >= 5.11", "loongarch64", "membarrier", REORDERING, "kernel commit 5bc78502322a",
	  "objects, compiled with arm64's C headers", "linux-loongarch64", COMPILED },
	{ "Android >= 10", "arm64 x86-64", "membarrier",
	  "documented: membarrier(2), on arm64 from Linux 5.11 on; older Android kills for it, so under any filter a child "
	  "tries first",
	  "kernel/sched/membarrier.c", "objects, compiled with Linux's headers", "android-arm64 android-x86_64", COMPILED },
	{ "Windows >= Vista", "x86-64", "flush-process-write-buffers", "documented: FlushProcessWriteBuffers()",
	  "Microsoft's reference, processthreadsapi.h", "units in Wine, which gets fence: the strategy itself was never run",
	  "windows-x86_64 windows-msvc-x86_64", EMULATED },
	{ "Windows >= Vista", "i686 arm64", "flush-process-write-buffers", "documented: FlushProcessWriteBuffers()",
	  "Microsoft's reference, processthreadsapi.h", "i686 and arm64 linked, with mingw-w64 and zig",
	  "windows-i686 windows-arm64 windows-msvc-arm64", COMPILED },
	{ "Wine", "x86-64", "fence", "the C language; Wine's FlushProcessWriteBuffers() may be an empty stub",
	  "C11, 7.17.4", "units and litmus in Wine 8.0; told to use the stub, litmus and selftest find it violated",
	  "windows-x86_64", EMULATED },
	{ "macOS", "x86-64 arm64", "fence", "the C language; mach, which is not documented, only with MEMBARRIER_UNSOUND_OK=1",
	  "C11, 7.17.4; the argument for mach: src/port/darwin/darwin.c", "linked with zig; the port on a fake kernel",
	  "macos-x86_64 macos-arm64", COMPILED },
	{ "iOS, tvOS, watchOS", "arm64 x86-64", "fence",
	  "the C language; mach, which is not documented, only with MEMBARRIER_UNSOUND_OK=1",
	  "C11, 7.17.4; the argument for mach: src/port/darwin/darwin.c", "objects, compiled with macOS's headers",
	  "ios-arm64 ios-x86_64-simulator tvos-arm64 watchos-arm64", COMPILED },
	{ "FreeBSD >= 14.1", "x86-64 i386 arm64 riscv64", "membarrier", "documented: membarrier(2), private expedited",
	  "sys/kern/kern_membarrier.c", "compiles, with stub headers; not linked, not run; the port on a fake kernel",
	  "freebsd-x86_64 freebsd-i386 freebsd-arm64 freebsd-riscv64", COMPILED },
	{ "NetBSD, OpenBSD, DragonFly BSD, illumos, Haiku, Fuchsia", "x86-64", "fence", "the C language", "C11, 7.17.4",
	  "compiles, with stub headers; not linked, not run",
	  "netbsd-x86_64 openbsd-x86_64 dragonfly-x86_64 illumos-x86_64 haiku-x86_64 fuchsia-x86_64", COMPILED },
	{ "WASI", "wasm32", "fence", "the C language; there is one thread", "C11, 7.17.4", "a program run by node",
	  "wasi-wasm32", EMULATED },
};

#define PLATFORMS (sizeof platforms / sizeof *platforms)

/* Returns the table's name of the architecture; "" for a CPU that the table does not have. */
static const char *architecture(void)
{
#if defined(__x86_64__) || defined(_M_X64)
	return "x86-64";
#elif defined(__i386__) || defined(_M_IX86)
	return "i386";
#elif defined(__aarch64__) || defined(_M_ARM64)
	return "arm64";
#elif defined(__ARM_ARCH) && __ARM_ARCH >= 7
	return "armhf";
#elif defined(__arm__)
	return "armel";
#elif defined(__powerpc64__) && defined(__LITTLE_ENDIAN__)
	return "ppc64el";
#elif defined(__powerpc__) && !defined(__powerpc64__)
	return "powerpc";
#elif defined(__s390x__)
	return "s390x";
#elif defined(__riscv) && __riscv_xlen == 64
	return "riscv64";
#elif defined(__mips64)
	return "mips64el";
#elif defined(__mips__)
	return "mipsel";
#elif defined(__loongarch64)
	return "loongarch64";
#elif defined(__m68k__)
	return "m68k";
#elif defined(__wasm__)
	return "wasm32";
#else
	return "";
#endif
}

static bool has_word(const char *words, const char *word)
{
	size_t length = strlen(word);

	for (const char *at = words; length && (at = strstr(at, word)); at += length)
		if ((at == words || at[-1] == ' ') && (at[length] == 0 || at[length] == ' '))
			return true;
	return false;
}

/*
 * Returns the row of this system with the strategy in use; NULL if there is none, for example because a setting asks
 * for plain fences.
 */
static const struct platform *row_of_this_system(void)
{
	struct membarrier_info info = { .size = sizeof info };
	const char *name;
	char system[256];

	membarrier_get_info(&info);
	sys_describe(system, sizeof system);
	name = strrchr(system, ',');
	name = name ? name + 2 : system;
	if (strncmp(name, "Darwin", 6) == 0)
		name = "macOS";
	for (const struct platform *at = platforms; at < platforms + PLATFORMS; at++)
		if (strncmp(at->system, name, strcspn(name, " ")) == 0 && strcmp(at->strategy, info.strategy) == 0 &&
		    has_word(at->architectures, architecture()))
			return at;
	return NULL;
}

static const char *tier_name(enum tier tier)
{
	return tier == REAL       ? "1, tested on real CPUs"
	       : tier == EMULATED ? "2, tested under emulation"
	                          : "3, compiled only";
}

static void json_words(const char *key, const char *words)
{
	char word[64];

	json_array(key);
	for (size_t length; *words; words += length + strspn(words + length, " ")) {
		length = strcspn(words, " ");
		snprintf(word, sizeof word, "%.*s", (int)length, words);
		json_text(NULL, word);
	}
	json_end();
}

static void report_json(void)
{
	const struct platform *here = row_of_this_system();

	json_document("info");
	json_array("platforms");
	for (const struct platform *at = platforms; at < platforms + PLATFORMS; at++) {
		json_object(NULL);
		json_text("system", at->system);
		json_words("architectures", at->architectures);
		json_count("tier", at->tier);
		json_text("strategy", at->strategy);
		json_text("basis", at->basis);
		json_text("source", at->source);
		json_text("tested", at->tested);
		json_words("targets", at->targets);
		json_truth("here", at == here);
		json_end();
	}
	json_end();
	json_end();
}

static void report_text(void)
{
	const struct platform *here = row_of_this_system();

	for (const struct platform *at = platforms; at < platforms + PLATFORMS; at++) {
		if (at > platforms)
			putchar('\n');
		if (at == here)
			print_wrapped("here", INDENT, "this is the row of this system");
		print_wrapped("system", INDENT, at->system);
		print_wrapped("CPUs", INDENT, at->architectures);
		print_wrapped("tier", INDENT, tier_name(at->tier));
		print_wrapped("strategy", INDENT, at->strategy);
		print_wrapped("basis", INDENT, at->basis);
		print_wrapped("source", INDENT, at->source);
		print_wrapped("tested", INDENT, at->tested);
	}
	print_wrapped("\n", 0, "Where a strategy is missing, denied or not known to be sound: fence.");
}

void report_platforms(bool json)
{
	if (json)
		report_json();
	else
		report_text();
}
