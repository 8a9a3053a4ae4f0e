// SPDX-License-Identifier: MIT OR Apache-2.0
// subject.cc - one function, whose body BODY is; compile.sh compares the code of two.
#include <membarrier.hpp>

void subject();

void subject()
{
	BODY;
}
