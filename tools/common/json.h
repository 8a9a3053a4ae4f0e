/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* json.h - a writer for one JSON document at a time. It takes care of commas and indentation. */
#ifndef MEMBARRIER_COMMON_JSON_H
#define MEMBARRIER_COMMON_JSON_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* From now on documents go to this stream; before the first call, to standard output. */
void json_to(FILE *stream);

/* key is NULL inside an array and for the outermost object. */
void json_object(const char *key);
void json_array(const char *key);
/* Begins the document of a command: its outermost object, with the members that every document has. */
void json_document(const char *command);
void json_end(void); /* ends the innermost object or array; the outermost ends the document */
void json_text(const char *key, const char *text); /* a NULL text becomes null */
void json_count(const char *key, uint64_t number);
void json_number(const char *key, double number);
void json_truth(const char *key, bool truth);

#endif
