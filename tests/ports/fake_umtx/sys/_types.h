/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* _types.h - nothing; gcc's own <stddef.h> includes it on FreeBSD. */
