/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* args.h - what main.c tells args.c. */
#ifndef MEMBARRIER_TOOL_ARGS_H
#define MEMBARRIER_TOOL_ARGS_H

/* The whole command line, for running it again. */
void args_remember(char **argv);

#endif
