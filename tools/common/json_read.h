/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* json_read.h - reads a JSON document into a tree. */
#ifndef MEMBARRIER_COMMON_JSON_READ_H
#define MEMBARRIER_COMMON_JSON_READ_H

#include <stdbool.h>

enum json_kind { JSON_NULL, JSON_TRUTH, JSON_NUMBER, JSON_TEXT, JSON_ARRAY, JSON_OBJECT };

struct json_value {
	enum json_kind kind;
	char *key;  /* in an object */
	char *text; /* of JSON_TEXT */
	double number;
	bool truth;
	struct json_value *first, *next; /* members; and the next one beside this */
};

/* NULL, and *reason, if it cannot be read or is no JSON. */
struct json_value *json_read(const char *file, const char **reason);
void json_free(struct json_value *value);

/* The member of an object; NULL if it is no object or has none. */
const struct json_value *json_member(const struct json_value *object, const char *key);
/* Of a member; "" and NaN if there is none of this kind. */
const char *json_member_text(const struct json_value *object, const char *key);
double json_member_number(const struct json_value *object, const char *key);

#endif
