/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* sys/utsname.h - POSIX, as much of it as is used. */
#ifndef MEMBARRIER_STUB_SYS_UTSNAME_H
#define MEMBARRIER_STUB_SYS_UTSNAME_H

struct utsname {
	char sysname[256], nodename[256], release[256], version[256], machine[256];
};

int uname(struct utsname *name);

#endif
