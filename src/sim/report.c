/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* report.c - what happened in an execution that failed, for a reader. */
#include "sim.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char *order_name(int order)
{
	static const char *const names[] = { "relaxed", "consume", "acquire", "release", "acq_rel", "seq_cst" };

	return order >= 0 && order < 6 ? names[order] : "?";
}

static void describe_read(const struct step *step, char *text, size_t size)
{
	const struct step *writer = &sim->step[(step->from - 1) % STEPS];

	if (!step->from)
		snprintf(text, size, "the initial value");
	else if (step->from + STEPS < sim->logged)
		snprintf(text, size, "an old value");
	else
		snprintf(text, size, "written by thread %d in step %u", writer->thread, step->from);
}

static void describe_access(const struct step *step, char *text, size_t size)
{
	char name[140], from[100];

	mb_sim_name(step->at, name, sizeof name);
	describe_read(step, from, sizeof from);
	switch (step->what) {
	case DID_LOAD:
		snprintf(text, size, "load %s, %s: %#llx, %s%s", name, order_name(step->order), (unsigned long long)step->value,
		         from, step->newest ? "" : " (OLD: a newer one is there)");
		break;
	case DID_STORE:
		snprintf(text, size, "store %s = %#llx, %s%s", name, (unsigned long long)step->value, order_name(step->order),
		         step->newest ? "" : " (EARLY: placed before a store that is there already)");
		break;
	case DID_CHANGE:
		snprintf(text, size, "read-modify-write %s: %#llx -> %#llx, %s; read: %s", name,
		         (unsigned long long)step->before, (unsigned long long)step->value, order_name(step->order), from);
		break;
	default:
		snprintf(text, size, "compare-and-swap of %s fails: %#llx, %s, %s", name, (unsigned long long)step->value,
		         order_name(step->order), from);
	}
}

/* The text for each kind of step; %s is its object. */
static const char *const texts[] = {
	[DID_FENCE] = "full fence",
	[DID_ACQUIRE_FENCE] = "acquire fence",
	[DID_RELEASE_FENCE] = "release fence",
	[DID_FAST] = "fast path",
	[DID_BEGIN] = "process-wide barrier begins",
	[DID_END] = "process-wide barrier ends",
	[DID_EXIT] = "ends",
	[DID_LOCK] = "locks %s",
	[DID_UNLOCK] = "unlocks %s",
	[DID_WAIT] = "waits on %s",
	[DID_FREE] = "frees %s",
	[DID_READ] = "plain read of %s",
	[DID_WRITE] = "plain write of %s",
	[DID_SLEEP] = "sleeps",
};

static void describe(const struct step *step, char *text, size_t size)
{
	char name[140];

	mb_sim_name(step->at, name, sizeof name);
	switch (step->what) {
	case DID_CUT:
		snprintf(text, size, "... the barrier of thread %d reaches this thread here", step->other);
		return;
	case DID_CREATE:
		snprintf(text, size, "creates thread %d", step->other);
		return;
	case DID_JOIN:
		snprintf(text, size, "joins thread %d", step->other);
		return;
	case DID_WAKE:
		snprintf(text, size, "goes on after its wait on %s%s", name, step->value ? " (its time was up)" : "");
		return;
	case DID_SIGNAL:
		snprintf(text, size, "signals %s: wakes %llu", name, (unsigned long long)step->value);
		return;
	default:
		if (step->what < sizeof texts / sizeof *texts && texts[step->what])
			snprintf(text, size, texts[step->what], name);
		else
			describe_access(step, text, size);
	}
}

static void print_trace(void)
{
	uint32_t from = sim->logged > STEPS ? sim->logged - STEPS : 0;

	for (uint32_t i = from; i < sim->logged; i++) {
		const struct step *step = &sim->step[i % STEPS];
		char text[400], place[300] = "";

		describe(step, text, sizeof text);
		if (step->pc)
			mb_sim_place(step->pc, step->frames, place, sizeof place);
		mb_sim_say("%5u  thread %d  %-40s  %s%s\n", i + 1, step->thread, place, text, "");
	}
}

static void print_decisions(void)
{
	uint32_t end = sim->decisions;

	while (end && !sim->decision[end - 1])
		end--;
	mb_sim_say("MEMBARRIER_SIM=%s%sreplay=", sim->set.machine ? "machine," : "", sim->set.plain ? "plain," : "");
	for (uint32_t i = 0, same; i < end; i += same) {
		for (same = 1; i + same < end && sim->decision[i + same] == sim->decision[i]; same++)
			;
		if (same > 1)
			mb_sim_say("%s%ux%u", i ? "." : "", same, sim->decision[i]);
		else
			mb_sim_say("%s%u", i ? "." : "", sim->decision[i]);
	}
	mb_sim_say("%s\n", end ? "" : "0");
}

void mb_sim_report_failure(void)
{
	uint64_t executions = sim->executions;

	if (sim->set.control && sim->set.quiet)
		return;
	mb_sim_shrink();
	mb_sim_say("membarrier-sim: %s\n", sim->why);
	print_trace();
	mb_sim_say("to see it again: ");
	print_decisions();
	sim->executions = executions;
}
