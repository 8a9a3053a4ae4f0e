/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* term.c - what depends on whether standard output is a terminal. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "options.h"
#include "sys.h"
#include "term.h"

enum { NARROWEST = 40, USUAL = 80, WIDEST = 100 };

bool wants_colour(void)
{
	const char *terminal = getenv("TERM");
	const char *refused = getenv("NO_COLOR");

	return sys_is_terminal(stdout) && !(refused && *refused) && terminal && *terminal && strcmp(terminal, "dumb") != 0;
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

int report_width(void)
{
	const char *text = getenv("COLUMNS");
	unsigned long asked;
	unsigned columns;

	if (text && parse_number(text, 1, 10000, &asked))
		columns = (unsigned)asked;
	else
		columns = sys_terminal_columns();
	if (!columns)
		return USUAL;
	return columns < NARROWEST ? NARROWEST : columns > WIDEST ? WIDEST : (int)columns;
}

void print_wrapped(const char *label, int indent, const char *text)
{
	int column = printf("%-*s", indent, label), width = report_width();

	for (bool first = true; *text; first = false) {
		int word = (int)strcspn(text, " ");

		if (!first && column + 1 + word > width)
			column = printf("\n%*s", indent, "") - 1;
		else if (!first)
			column += printf(" ");
		column += printf("%.*s", word, text);
		text += word;
		text += strspn(text, " ");
	}
	putchar('\n');
}

void print_label(const char *label, int width)
{
	int indent = (int)strspn(label, " ");
	char blanks[16];

	if ((int)strlen(label) <= width) {
		printf("%-*s", width, label);
		return;
	}
	snprintf(blanks, sizeof blanks, "%*s", indent, "");
	print_wrapped(blanks, indent, label + indent);
	printf("%*s", width, "");
}

void print_column(int width, const char *format, ...)
{
	char text[64];
	va_list values;

	va_start(values, format);
	vsnprintf(text, sizeof text, format, values);
	va_end(values);
	printf(" %*s", width - 1, text);
}
