/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * symbols.c - names of addresses: variables by the program's own symbol table, lines of
 * source by addr2line(1) of binutils, where it is installed.
 */
#define _GNU_SOURCE
#include "sim.h"

#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static struct {
	uintptr_t base, from, to; /* the program's code */
	struct range writable[8];
	unsigned ranges;
	const char *file;
	size_t size;
} program;

static int look(struct dl_phdr_info *info, size_t size, void *unused)
{
	uintptr_t read_only_from = 0, read_only_to = 0;

	(void)size, (void)unused;
	program.base = info->dlpi_addr;
	for (int i = 0; i < info->dlpi_phnum; i++)
		if (info->dlpi_phdr[i].p_type == PT_GNU_RELRO) {
			uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);

			read_only_from = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
			read_only_to = (read_only_from + info->dlpi_phdr[i].p_memsz) & ~(page - 1);
		}
	for (int i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *part = &info->dlpi_phdr[i];
		uintptr_t from = info->dlpi_addr + part->p_vaddr, to = from + part->p_memsz;

		if (part->p_type != PT_LOAD)
			continue;
		if (part->p_flags & PF_X) {
			program.from = from;
			program.to = to;
		}
		if (!(part->p_flags & PF_W))
			continue;
		if (from <= read_only_from && read_only_to <= to && read_only_to > from)
			from = read_only_to;
		if (from < to && program.ranges < 8)
			program.writable[program.ranges++] = (struct range){ (char *)from, (char *)to };
	}
	return 1;
}

static void look_once(void)
{
	if (!program.to)
		dl_iterate_phdr(look, NULL);
}

unsigned mb_sim_writable(struct range *ranges, unsigned most)
{
	unsigned n;

	look_once();
	for (n = 0; n < program.ranges && n < most; n++)
		ranges[n] = program.writable[n];
	return n;
}

bool mb_sim_in_program(const void *pc)
{
	look_once();
	return (uintptr_t)pc >= program.from && (uintptr_t)pc < program.to;
}

/* ---- variables ---- */

static void read_file(void)
{
	int file = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
	struct stat is;
	void *at;

	if (file >= 0 && fstat(file, &is) == 0) {
		at = mmap(NULL, (size_t)is.st_size, PROT_READ, MAP_PRIVATE, file, 0);
		if (at != MAP_FAILED) {
			program.file = at;
			program.size = (size_t)is.st_size;
		}
	}
	if (file >= 0)
		close(file);
}

static bool variable(uintptr_t at, char *text, size_t size)
{
	const ElfW(Ehdr) * head;
	const ElfW(Shdr) * section;

	if (!program.file)
		read_file();
	if (!program.file)
		return false;
	head = (const void *)program.file;
	section = (const void *)(program.file + head->e_shoff);
	for (unsigned i = 0; head->e_shoff && i < head->e_shnum; i++) {
		const ElfW(Sym) *symbol = (const void *)(program.file + section[i].sh_offset);

		if (section[i].sh_type != SHT_SYMTAB)
			continue;
		for (size_t k = 0; k < section[i].sh_size / sizeof *symbol; k++) {
			uintptr_t offset = at - program.base - symbol[k].st_value;

			if ((symbol[k].st_info & 15) != STT_OBJECT || offset >= symbol[k].st_size)
				continue;
			snprintf(text, size, offset ? "%s+%zu" : "%s",
			         program.file + section[section[i].sh_link].sh_offset + symbol[k].st_name, (size_t)offset);
			return true;
		}
	}
	return false;
}

void mb_sim_name(uintptr_t at, char *text, size_t size)
{
	if (at == 0 || sim->search != SEARCH_REPLAY) { /* Names take time, and only the last report is read. */
		snprintf(text, size, "%#lx", (unsigned long)at);
		return;
	}
	if (variable(at, text, size) || mb_sim_heap_name(at, text, size))
		return;
	for (int i = 0; i < sim->threads; i++)
		if (at - (uintptr_t)sim->thread[i].stack < 1 << 20) {
			snprintf(text, size, "a local variable of thread %d", i);
			return;
		}
	snprintf(text, size, "%#lx", (unsigned long)at);
}

/* ---- lines of source ---- */

enum { PLACES = 512 };
static struct place {
	const void *pc;
	char text[120];
} places[PLACES];
static unsigned known;

/* One line of it: the file's own name, and the line. Of a chain of inlined functions the last is the program's. */
static void keep_line(struct place *place, char *line)
{
	char *slash = strrchr(line, '/'), *end = strpbrk(line, " \n");

	if (end)
		*end = '\0';
	if (strchr(line, '?') || strstr(line, "/usr/") == line)
		return;
	snprintf(place->text, sizeof place->text, "%.100s", slash ? slash + 1 : line);
}

static void ask(struct place *place)
{
	char command[200], line[400];
	FILE *answer;

	snprintf(place->text, sizeof place->text, "%p", place->pc);
	snprintf(command, sizeof command, "addr2line -i -e /proc/%d/exe %#lx 2>/dev/null", (int)getpid(),
	         (unsigned long)((uintptr_t)place->pc - 1 - program.base));
	answer = popen(command, "r");
	while (answer && fgets(line, sizeof line, answer))
		keep_line(place, line);
	if (answer)
		pclose(answer);
}

static const char *place_of(const void *pc)
{
	for (unsigned i = 0; i < known; i++)
		if (places[i].pc == pc)
			return places[i].text;
	if (known == PLACES)
		known = 0;
	places[known].pc = pc;
	ask(&places[known]);
	return places[known++].text;
}

/* Where it was; and the caller, if that is in another file. */
void mb_sim_place(const void *pc, const void *const *frames, char *text, size_t size)
{
	const char *here, *there;

	if (size == 0)
		return;
	if (!pc || sim->search != SEARCH_REPLAY) {
		snprintf(text, size, "%p", pc);
		return;
	}
	here = place_of(pc);
	snprintf(text, size, "%s", here);
	for (unsigned i = 0; frames && i < FRAMES && frames[i]; i++) {
		size_t length = strcspn(here, ":");

		there = place_of(frames[i]);
		if (strncmp(here, there, length + 1) == 0)
			continue;
		snprintf(text, size, "%s, called at %s", here, there);
		return;
	}
}
