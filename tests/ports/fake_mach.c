/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#include "fake_mach.h"

#include <errno.h>

#include "../test.h"

mach_port_t mach_task_self_ = FAKE_TASK;

/* The threads of a program when its constructors run. */
struct fake_thread fake_threads[FAKE_MOST] = { { .name = FAKE_SELF } };
unsigned fake_count = 1;
kern_return_t fake_list_answer;
unsigned fake_pauses, fake_longest, fake_lists;
bool fake_setugid;

static unsigned names[FAKE_MOST + 1]; /* how often each name is lent; the last is of mach_thread_self() */
static thread_act_array_t lent_array;
static mach_msg_type_number_t lent_size;

void fake_reset(unsigned others)
{
	fake_count = 1 + others;
	for (unsigned i = 0; i < fake_count; i++)
		fake_threads[i] = (struct fake_thread){ .name = FAKE_SELF + 0x100 * i };
	fake_list_answer = KERN_SUCCESS;
	fake_pauses = fake_longest = fake_lists = 0;
	mach_task_self_ = FAKE_TASK;
	CHECK(fake_lent() == 0, "%u things still lent", fake_lent());
}

unsigned fake_lent(void)
{
	unsigned sum = lent_array ? 1 : 0;

	for (unsigned i = 0; i <= FAKE_MOST; i++)
		sum += names[i];
	return sum;
}

kern_return_t task_threads(task_t task, thread_act_array_t *threads, mach_msg_type_number_t *count)
{
	errno = EDOM;
	CHECK(task == mach_task_self_, "task %#x", task);
	if (fake_list_answer != KERN_SUCCESS)
		return fake_list_answer;
	CHECK(!lent_array, "a second list while the first is still lent");
	lent_array = calloc(fake_count, sizeof *lent_array);
	CHECK(lent_array, "no memory");
	for (unsigned i = 0; i < fake_count; i++) {
		lent_array[i] = fake_threads[i].name;
		names[i] += MACH_PORT_VALID(fake_threads[i].name) ? 1 : 0;
	}
	lent_size = fake_count * (mach_msg_type_number_t)sizeof *lent_array;
	*threads = lent_array;
	*count = fake_count;
	fake_lists++;
	return KERN_SUCCESS;
}

mach_port_t mach_thread_self(void)
{
	errno = EDOM;
	names[FAKE_MOST]++;
	return FAKE_SELF;
}

kern_return_t mach_port_deallocate(task_t task, mach_port_name_t name)
{
	errno = EDOM;
	CHECK(task == mach_task_self_, "task %#x", task);
	CHECK(MACH_PORT_VALID(name), "%#x is not a name", name);
	for (unsigned i = 0; i < fake_count; i++)
		if (fake_threads[i].name == name && names[i]) {
			names[i]--;
			return KERN_SUCCESS;
		}
	CHECK(name == FAKE_SELF && names[FAKE_MOST], "%#x was not lent", name);
	names[FAKE_MOST]--;
	return KERN_SUCCESS;
}

kern_return_t vm_deallocate(task_t task, vm_address_t address, vm_size_t size)
{
	errno = EDOM;
	CHECK(task == mach_task_self_, "task %#x", task);
	CHECK(lent_array && address == (vm_address_t)lent_array, "another address than the list's");
	CHECK(size == lent_size, "%zu bytes of %u", (size_t)size, lent_size);
	free(lent_array);
	lent_array = NULL;
	return KERN_SUCCESS;
}

kern_return_t thread_switch(mach_port_name_t thread, int option, mach_msg_timeout_t time)
{
	errno = EDOM;
	CHECK(thread == MACH_PORT_NULL, "a hand-off to %#x", thread);
	CHECK(option == SWITCH_OPTION_NONE || option == SWITCH_OPTION_WAIT, "option %d", option);
	fake_pauses++;
	if (option == SWITCH_OPTION_WAIT && time > fake_longest)
		fake_longest = time;
	return KERN_SUCCESS;
}

int issetugid(void)
{
	return fake_setugid;
}

uint64_t clock_gettime_nsec_np(int clock)
{
	errno = EDOM;
	CHECK(clock == CLOCK_UPTIME_RAW, "clock %d", clock);
	return 5000000007u;
}
