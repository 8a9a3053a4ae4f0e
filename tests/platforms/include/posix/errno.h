/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* errno.h - POSIX, as much of it as the library uses; numbers of no system. */
#ifndef MEMBARRIER_STUB_ERRNO_H
#define MEMBARRIER_STUB_ERRNO_H

extern int errno;

#define EPERM 1
#define ENOENT 2
#define EINTR 4
#define EIO 5
#define EAGAIN 6
#define EDEADLK 11
#define ENOMEM 12
#define EBUSY 16
#define EEXIST 17
#define EINVAL 22
#define ENOSPC 28
#define ETIMEDOUT 60
#define ENOSYS 78
#define ECANCELED 85
#define ENOTSUP 91
#define EPROTO 92

#endif
