/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * setting_setuid - a program that has rights which its user lacks ignores the user's environment.
 *
 *   setting_setuid SHOW_CHOICE      (linked with the static library, so that the copy runs anywhere)
 *
 * The control is the same copy without the set-user-ID bit: it must obey.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "spawn.h"

#define OTHER_USER 65534

static char directory[] = "/tmp/membarrier-setuid-XXXXXX";
static char program[sizeof directory + 8];

static void run_as_other_user(const void *unused)
{
	(void)unused;
	setenv("MEMBARRIER_STRATEGY", "fence", 1);
	if (setgroups(0, NULL) || setresgid(OTHER_USER, OTHER_USER, OTHER_USER) ||
	    setresuid(OTHER_USER, OTHER_USER, OTHER_USER))
		SKIP("to become another user: %s", strerror(errno));
	execl(program, program, (char *)NULL);
	exit(126);
}

static void copy(const char *from)
{
	static char buffer[65536];
	int in = open(from, O_RDONLY | O_CLOEXEC), out = open(program, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0755);
	ssize_t got;

	CHECK(in >= 0 && out >= 0, "%s, %s: %s", from, program, strerror(errno));
	while ((got = read(in, buffer, sizeof buffer)) > 0)
		CHECK(write(out, buffer, (size_t)got) == got, "%s: %s", program, strerror(errno));
	CHECK(got == 0, "%s: %s", from, strerror(errno));
	close(in);
	close(out);
}

static void clean_up(void)
{
	unlink(program);
	rmdir(directory);
}

static void run_with_mode(struct outcome *outcome, mode_t mode)
{
	CHECK(chmod(program, mode) == 0, "%s: %s", program, strerror(errno));
	spawn(outcome, run_as_other_user, NULL);
	if (spawn_exited(outcome, 77) || spawn_exited(outcome, 126))
		clean_up();
	spawn_skip(outcome);
	if (spawn_exited(outcome, 126))
		SKIP("to run a program in /tmp");
}

int main(int argc, char **argv)
{
	struct outcome plain, privileged;
	struct statvfs filesystem;

	CHECK(argc == 2, "a program");
	if (geteuid() != 0)
		SKIP("only root can make a program of root's");
	if (statvfs("/tmp", &filesystem) || (filesystem.f_flag & (ST_NOSUID | ST_NOEXEC)))
		SKIP("/tmp is mounted nosuid or noexec");
	CHECK(mkdtemp(directory) && chmod(directory, 0755) == 0, "%s: %s", directory, strerror(errno));
	snprintf(program, sizeof program, "%s/show", directory);
	copy(argv[1]);
	run_with_mode(&plain, 0755);
	run_with_mode(&privileged, 04755);
	clean_up();

	CHECK(spawn_exited(&plain, 0), "status %#x: %s", (unsigned)plain.status, plain.err);
	CHECK(spawn_line(plain.out, "secure 0") && spawn_line(plain.out, "strategy fence"), "%s", plain.out);
	CHECK(spawn_exited(&privileged, 0), "status %#x: %s", (unsigned)privileged.status, privileged.err);
	if (!spawn_line(privileged.out, "secure 1"))
		SKIP("the set-user-ID bit has no effect (no_new_privs, or a sandbox)");
	CHECK(spawn_line(privileged.out, "setting -"), "%s", privileged.out);
	CHECK(!strstr(privileged.out, "MEMBARRIER_STRATEGY"), "%s", privileged.out);
	return 0;
}
