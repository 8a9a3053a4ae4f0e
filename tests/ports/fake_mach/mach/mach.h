/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* mach.h - as much of Mach as the port uses, with Apple's types and values; the test has the functions. */
#ifndef MEMBARRIER_FAKE_MACH_H
#define MEMBARRIER_FAKE_MACH_H

#include <stddef.h>
#include <stdint.h>

typedef int kern_return_t;
typedef int boolean_t;
typedef unsigned mach_port_t, mach_port_name_t, mach_msg_type_number_t, mach_msg_timeout_t;
typedef mach_port_t task_t, thread_t, thread_act_t;
typedef thread_act_t *thread_act_array_t;
typedef uintptr_t vm_address_t, vm_size_t;

#define KERN_SUCCESS 0
#define KERN_NO_SPACE 3
#define KERN_INVALID_ARGUMENT 4
#define KERN_FAILURE 5
#define KERN_RESOURCE_SHORTAGE 6
#define KERN_ABORTED 14
#define KERN_TERMINATED 37
#define KERN_INSUFFICIENT_BUFFER_SIZE 52
#define MACH_SEND_INVALID_DEST 0x10000003

#define MACH_PORT_NULL ((mach_port_t)0)
#define MACH_PORT_DEAD ((mach_port_t)~0u)
#define MACH_PORT_VALID(name) ((name) != MACH_PORT_NULL && (name) != MACH_PORT_DEAD)

#define SWITCH_OPTION_NONE 0
#define SWITCH_OPTION_DEPRESS 1
#define SWITCH_OPTION_WAIT 2

extern mach_port_t mach_task_self_;
#define mach_task_self() mach_task_self_

mach_port_t mach_thread_self(void);
kern_return_t task_threads(task_t task, thread_act_array_t *threads, mach_msg_type_number_t *count);
kern_return_t mach_port_deallocate(task_t task, mach_port_name_t name);
kern_return_t vm_deallocate(task_t task, vm_address_t address, vm_size_t size);
kern_return_t thread_switch(mach_port_name_t thread, int option, mach_msg_timeout_t time);

/* From <unistd.h> and <time.h>. */
int issetugid(void);
#define CLOCK_UPTIME_RAW 8
uint64_t clock_gettime_nsec_np(int clock);

/* What a weak import is elsewhere. */
#define weak_import weak

#endif
