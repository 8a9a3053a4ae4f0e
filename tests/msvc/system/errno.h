/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* errno.h - of Microsoft's C library, what the library uses. */
#ifndef TESTS_MSVC_ERRNO_H
#define TESTS_MSVC_ERRNO_H

int *__cdecl _errno(void);
#define errno (*_errno())
#define ENOENT 2
#define EINTR 4
#define EAGAIN 11
#define ENOMEM 12
#define EEXIST 17
#define EINVAL 22
#define ENOSPC 28
#define ENOSYS 40
#define ENOTSUP 129
#define EPROTO 134

#endif
