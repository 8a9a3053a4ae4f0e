/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * linux_release.c - the version that the kernel says it has.
 *
 * Where a verdict depends on the version, whatever is not understood exactly is "not
 * known", and every caller says which answer is the safe one then. A version can be
 * understood and still say too little, because distributions bring fixes back: such a
 * kernel is taken to have only what the version of its name has.
 */
#if defined(__linux__)

#define _GNU_SOURCE
#define MEMBARRIER_BUILDING_ 1
#include "linux_release.h"

#include <string.h>
#include <sys/utsname.h>

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A number as the kernel prints it: no sign, no leading zero, few digits. */
static bool take_number(const char **text, unsigned *number)
{
	const char *at = *text;

	*number = 0;
	while (is_digit(*at) && at - *text < 5)
		*number = *number * 10 + (unsigned)(*at++ - '0');
	if (at == *text || is_digit(*at) || (**text == '0' && at - *text > 1))
		return false;
	*text = at;
	return true;
}

/* "6.9.0-rc1", "6.9.0-0.rc3.33.fc41", "6.9.0-060900rc3-generic" */
static bool names_candidate(const char *suffix)
{
	while ((suffix = strstr(suffix, "rc")) != NULL) {
		suffix += 2;
		if (is_digit(*suffix))
			return true;
	}
	return false;
}

/* setarch --uname-2.6: 2.6.40 and up is what 3.0 and up, 2.6.60 what 4.0 and all later ones call themselves. */
static bool is_disguised(const unsigned version[3])
{
	return version[0] == 2 && version[1] == 6 && version[2] >= 40;
}

bool mb_port_linux_parse_release(const char *text, struct linux_release *release)
{
	/* What may follow the last number; WSL2 has a fourth one: "5.15.153.1-microsoft-standard-WSL2". */
	const char *suffixes = "-+_~";

	release->version[2] = 0;
	if (!take_number(&text, &release->version[0]) || *text++ != '.' || !take_number(&text, &release->version[1]))
		return false;
	if (*text == '.') {
		text++;
		if (!take_number(&text, &release->version[2]))
			return false;
		suffixes = "-+_~.";
	}
	if (*text && !strchr(suffixes, *text))
		return false;
	release->candidate = names_candidate(text);
	return !is_disguised(release->version);
}

bool mb_port_linux_at_least(unsigned major, unsigned minor, unsigned patch, bool if_unknown)
{
	const unsigned wanted[3] = { major, minor, patch };
	struct linux_release release;
	struct utsname name;

	if (uname(&name) || !mb_port_linux_parse_release(name.release, &release))
		return if_unknown;
	for (int i = 0; i < 3; i++)
		if (release.version[i] != wanted[i])
			return release.version[i] > wanted[i];
	/* A release candidate may come before what that version is asked for. */
	return release.candidate ? if_unknown : true;
}

bool mb_port_linux_riscv_is_fixed(void)
{
	return mb_port_linux_at_least(6, 9, 0, false) ||
	       (mb_port_linux_at_least(6, 6, 51, false) && !mb_port_linux_at_least(6, 7, 0, true));
}

#else
typedef int mb_linux_release_is_elsewhere;
#endif
