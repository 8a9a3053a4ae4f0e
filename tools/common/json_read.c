/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* json_read.c - the reader of json_read.h, by recursive descent. It reads RFC 8259, with at most DEEPEST levels. */
#include "json_read.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 32, LARGEST = 1 << 26 };

struct reader {
	const char *at;
	unsigned depth;
};

static struct json_value *read_value(struct reader *reader);

static void skip_blanks(struct reader *reader)
{
	reader->at += strspn(reader->at, " \t\r\n");
}

static bool take(struct reader *reader, char c)
{
	skip_blanks(reader);
	if (*reader->at != c)
		return false;
	reader->at++;
	return true;
}

static bool take_word(struct reader *reader, const char *word)
{
	size_t length = strlen(word);

	if (strncmp(reader->at, word, length) != 0)
		return false;
	reader->at += length;
	return true;
}

/* Reads four hexadecimal digits. Characters beyond ASCII, which our documents do not have, become a question mark. */
static bool read_unicode(struct reader *reader, char *c)
{
	char digits[5] = "", *end;
	unsigned long code;

	strncpy(digits, reader->at, 4);
	code = strtoul(digits, &end, 16);
	if (end != digits + 4)
		return false;
	reader->at += 4;
	*c = code && code < 128 ? (char)code : '?';
	return true;
}

static bool read_escape(struct reader *reader, char *c)
{
	static const char letters[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
	char letter = *reader->at++;
	const char *found = letter ? strchr(letters, letter) : NULL;

	if (letter == 'u')
		return read_unicode(reader, c);
	if (found)
		*c = values[found - letters];
	return found;
}

/* Reads the text after its opening quote. NULL if it does not end, or there is no memory. */
static char *read_text(struct reader *reader)
{
	char *text = malloc(strlen(reader->at) + 1), *to = text;

	while (text && *reader->at != '"') {
		char c = *reader->at++;

		if ((unsigned char)c < 0x20 || (c == '\\' && !read_escape(reader, &c))) {
			free(text);
			return NULL;
		}
		*to++ = c;
	}
	if (!text)
		return NULL;
	*to = '\0';
	reader->at++;
	to = realloc(text, strlen(text) + 1);
	return to ? to : text;
}

static bool read_member(struct reader *reader, struct json_value *parent, struct json_value **last)
{
	char *key = NULL;
	struct json_value *member;

	if (parent->kind == JSON_OBJECT) {
		key = take(reader, '"') ? read_text(reader) : NULL;
		if (!key || !take(reader, ':')) {
			free(key);
			return false;
		}
	}
	member = read_value(reader);
	if (!member) {
		free(key);
		return false;
	}
	member->key = key;
	*(*last ? &(*last)->next : &parent->first) = member;
	*last = member;
	return true;
}

static bool read_members(struct reader *reader, struct json_value *value, char end)
{
	struct json_value *last = NULL;

	if (take(reader, end))
		return true;
	do {
		if (!read_member(reader, value, &last))
			return false;
	} while (take(reader, ','));
	return take(reader, end);
}

static bool read_number(struct reader *reader, double *number)
{
	char *end;

	if (!strchr("-0123456789", *reader->at) || !*reader->at)
		return false; /* strtod() would accept blanks, signs and names */
	*number = strtod(reader->at, &end);
	reader->at = end;
	return true;
}

static bool read_into(struct reader *reader, struct json_value *value)
{
	if (take(reader, '{')) {
		value->kind = JSON_OBJECT;
		return read_members(reader, value, '}');
	}
	if (take(reader, '[')) {
		value->kind = JSON_ARRAY;
		return read_members(reader, value, ']');
	}
	if (take(reader, '"')) {
		value->kind = JSON_TEXT;
		value->text = read_text(reader);
		return value->text;
	}
	if (take_word(reader, "null"))
		return true;
	value->kind = JSON_TRUTH;
	value->truth = take_word(reader, "true");
	if (value->truth || take_word(reader, "false"))
		return true;
	value->kind = JSON_NUMBER;
	return read_number(reader, &value->number);
}

static struct json_value *read_value(struct reader *reader)
{
	struct json_value *value = calloc(1, sizeof *value);
	bool good = value && ++reader->depth <= DEEPEST && read_into(reader, value);

	reader->depth--;
	if (good)
		return value;
	json_free(value);
	return NULL;
}

static char *contents(const char *name)
{
	FILE *file = fopen(name, "rb");
	char *text = NULL;
	size_t size = 0, room = 0, got;

	if (!file)
		return NULL;
	do {
		if (size + 4096 >= room) {
			char *grown = realloc(text, room = 2 * room + 8192);

			if (!grown)
				break;
			text = grown;
		}
		got = fread(text + size, 1, room - size - 1, file);
		size += got;
	} while (got && size < LARGEST);
	if (text && ferror(file)) {
		free(text);
		text = NULL;
	}
	if (text)
		text[size] = '\0';
	fclose(file);
	return text;
}

struct json_value *json_read(const char *file, const char **reason)
{
	char *text = contents(file);
	struct reader reader = { .at = text };
	struct json_value *value = NULL;

	*reason = text ? "it is no JSON" : strerror(errno);
	if (text)
		value = read_value(&reader);
	if (value) {
		skip_blanks(&reader);
		if (*reader.at) {
			json_free(value);
			value = NULL;
		}
	}
	free(text);
	return value;
}

void json_free(struct json_value *value)
{
	while (value) {
		struct json_value *next = value->next;

		json_free(value->first);
		free(value->key);
		free(value->text);
		free(value);
		value = next;
	}
}

const struct json_value *json_member(const struct json_value *object, const char *key)
{
	if (!object || object->kind != JSON_OBJECT)
		return NULL;
	for (const struct json_value *member = object->first; member; member = member->next)
		if (strcmp(member->key, key) == 0)
			return member;
	return NULL;
}

const char *json_member_text(const struct json_value *object, const char *key)
{
	const struct json_value *member = json_member(object, key);

	return member && member->kind == JSON_TEXT ? member->text : "";
}

double json_member_number(const struct json_value *object, const char *key)
{
	const struct json_value *member = json_member(object, key);

	return member && member->kind == JSON_NUMBER ? member->number : (double)NAN;
}
