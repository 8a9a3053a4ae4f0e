/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* json_read.h - reads a JSON document into a tree. */
#ifndef MEMBARRIER_COMMON_JSON_READ_H
#define MEMBARRIER_COMMON_JSON_READ_H

#include <stdbool.h>

enum json_kind { JSON_NULL, JSON_TRUTH, JSON_NUMBER, JSON_TEXT, JSON_ARRAY, JSON_OBJECT };

struct json_value {
	enum json_kind kind;
	char *key;  /* of a member of an object */
	char *text; /* of JSON_TEXT */
	double number;
	bool truth;
	struct json_value *first, *next; /* the first of its members; the next value beside it */
};

/* Returns NULL and sets *reason if the file cannot be read or is not JSON. */
struct json_value *json_read(const char *file, const char **reason);
void json_free(struct json_value *value);

/* Returns a member of an object; NULL if it is not an object or has no such member. */
const struct json_value *json_member(const struct json_value *object, const char *key);
/* Return the value of a member; "" or NaN if there is none of this kind. */
const char *json_member_text(const struct json_value *object, const char *key);
double json_member_number(const struct json_value *object, const char *key);

#endif
