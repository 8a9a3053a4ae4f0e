/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* spawn.h - runs a function in a process of its own, and keeps its output and its status. */
#ifndef MEMBARRIER_TEST_SPAWN_H
#define MEMBARRIER_TEST_SPAWN_H

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../test.h"

struct outcome {
	int status; /* as waitpid() gives it */
	char out[8192];
	char err[8192];
};

static inline void spawn_read(FILE *file, char *text, size_t size)
{
	size_t got;

	rewind(file);
	got = fread(text, 1, size - 1, file);
	text[got] = '\0';
	fclose(file);
}

/* qemu's user emulation adds a line to the output when a signal ends the program. */
static inline void spawn_drop_emulator_line(char *text)
{
	char *line = strstr(text, "qemu: uncaught target signal ");

	if (line && (line == text || line[-1] == '\n'))
		*line = '\0';
}

/* Calls body in a child; the child's status is 0 if the body returns. */
static inline void spawn(struct outcome *outcome, void (*body)(const void *), const void *argument)
{
	FILE *out = tmpfile(), *err = tmpfile();
	pid_t child;

	CHECK(out && err, "tmpfile() failed");
	fflush(NULL);
	child = fork();
	CHECK(child >= 0, "fork() failed");
	if (child == 0) {
		dup2(fileno(out), STDOUT_FILENO);
		dup2(fileno(err), STDERR_FILENO);
		body(argument);
		exit(0);
	}
	CHECK(waitpid(child, &outcome->status, 0) == child, "waitpid() failed");
	spawn_read(out, outcome->out, sizeof outcome->out);
	spawn_read(err, outcome->err, sizeof outcome->err);
	spawn_drop_emulator_line(outcome->err);
}

static inline int spawn_exited(const struct outcome *outcome, int code)
{
	return WIFEXITED(outcome->status) && WEXITSTATUS(outcome->status) == code;
}

static inline int spawn_killed(const struct outcome *outcome, int signal)
{
	return WIFSIGNALED(outcome->status) && WTERMSIG(outcome->status) == signal;
}

/* If the child exited with 77, this process does too, with the same reason. */
static inline void spawn_skip(const struct outcome *outcome)
{
	if (spawn_exited(outcome, 77)) {
		fputs(outcome->out, stdout);
		exit(77);
	}
}

/* Has the text exactly this line? */
static inline int spawn_line(const char *text, const char *line)
{
	size_t length = strlen(line);

	for (const char *at = text; at; at = strchr(at, '\n') ? strchr(at, '\n') + 1 : NULL)
		if (strncmp(at, line, length) == 0 && (at[length] == '\n' || at[length] == '\0'))
			return 1;
	return 0;
}

#endif
