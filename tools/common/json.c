/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* json.c - the writer of json.h. Its only state is the current nesting. */
#include "json.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>

#define DEEPEST 8

static struct {
	char bracket; /* the bracket that ends this level */
	bool filled;  /* the next value needs a comma before it */
} levels[DEEPEST];
static unsigned depth;
static FILE *out; /* NULL: standard output, which is not a constant expression */

void json_to(FILE *stream)
{
	out = stream;
}

static FILE *stream(void)
{
	return out ? out : stdout;
}

static void new_line(void)
{
	fputc('\n', stream());
	for (unsigned i = 0; i < depth; i++)
		fputc('\t', stream());
}

static void put_text(const char *text)
{
	fputc('"', stream());
	for (const unsigned char *c = (const unsigned char *)text; *c; c++)
		if (*c == '"' || *c == '\\')
			fprintf(stream(), "\\%c", *c);
		else if (*c < 0x20 || *c == '<') /* "</script>" would end JSON that is part of a page */
			fprintf(stream(), "\\u%04x", *c);
		else
			fputc(*c, stream());
	fputc('"', stream());
}

/* Writes what comes before each value: the comma, the new line, the key. */
static void lead_in(const char *key)
{
	if (depth) {
		if (levels[depth - 1].filled)
			fputc(',', stream());
		levels[depth - 1].filled = true;
		new_line();
	}
	if (key) {
		put_text(key);
		fprintf(stream(), ": ");
	}
}

static void open_level(const char *key, char opening, char closing)
{
	lead_in(key);
	fputc(opening, stream());
	assert(depth < DEEPEST);
	levels[depth].bracket = closing;
	levels[depth].filled = false;
	depth++;
}

void json_object(const char *key)
{
	open_level(key, '{', '}');
}

void json_array(const char *key)
{
	open_level(key, '[', ']');
}

void json_document(const char *command)
{
	json_object(NULL);
	json_count("schema", 1);
	json_text("command", command);
}

void json_end(void)
{
	assert(depth);
	depth--;
	if (levels[depth].filled)
		new_line();
	fputc(levels[depth].bracket, stream());
	if (!depth)
		fputc('\n', stream());
}

void json_text(const char *key, const char *text)
{
	lead_in(key);
	if (text)
		put_text(text);
	else
		fprintf(stream(), "null");
}

void json_count(const char *key, uint64_t number)
{
	lead_in(key);
	fprintf(stream(), "%" PRIu64, number);
}

/* JSON has neither infinities nor NaN. The tool never calls setlocale(), so the decimal point is a point. */
void json_number(const char *key, double number)
{
	lead_in(key);
	if (number - number == 0) /* neither of the two */
		fprintf(stream(), "%.9g", number);
	else
		fprintf(stream(), "null");
}

void json_truth(const char *key, bool truth)
{
	lead_in(key);
	fputs(truth ? "true" : "false", stream());
}
