/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* term.c - what depends on whether a person is looking. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys.h"
#include "term.h"

#define COLUMNS 80

bool wants_colour(void)
{
	const char *terminal = getenv("TERM");
	const char *refused = getenv("NO_COLOR");

	return sys_is_terminal(stdout) && !(refused && *refused) && !(terminal && strcmp(terminal, "dumb") == 0);
}

bool parse_colour(const char *text, bool *colour)
{
	if (strcmp(text, "auto") == 0)
		*colour = wants_colour();
	else if (strcmp(text, "always") == 0)
		*colour = true;
	else if (strcmp(text, "never") == 0)
		*colour = false;
	else
		return false;
	return true;
}

void print_wrapped(const char *label, int indent, const char *text)
{
	int column = printf("%-*s", indent, label);

	for (bool first = true; *text; first = false) {
		int word = (int)strcspn(text, " ");

		if (!first && column + 1 + word > COLUMNS)
			column = printf("\n%*s", indent, "") - 1;
		else if (!first)
			column += printf(" ");
		column += printf("%.*s", word, text);
		text += word;
		text += strspn(text, " ");
	}
	putchar('\n');
}
