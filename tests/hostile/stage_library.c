/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* stage_library - another library, whose constructor and destructor call slow paths. It is not linked with ours. */
#include "stage.h"

void stage_library(void);

__attribute__((constructor)) static void begin(void)
{
	stage(STAGE_NAME " constructor");
}

__attribute__((destructor)) static void end(void)
{
	stage(STAGE_NAME " destructor");
}

void stage_library(void)
{
	stage(STAGE_NAME);
}
