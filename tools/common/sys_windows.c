/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* sys_windows.c - what the tool needs of Windows. CPUs are those of the process's processor group. */
#if defined(_WIN32)

#include "sys.h"

#include <signal.h>
#include <io.h>
#include <process.h>
#include <stdlib.h>
#include <windows.h>

unsigned sys_allowed_cpus(unsigned *cpus, unsigned most)
{
	DWORD_PTR mine, machine;
	unsigned found = 0;

	if (!GetProcessAffinityMask(GetCurrentProcess(), &mine, &machine))
		return 0;
	for (unsigned cpu = 0; cpu < 8 * sizeof mine; cpu++)
		if (mine >> cpu & 1) {
			if (found < most)
				cpus[found] = cpu;
			found++;
		}
	return found;
}

bool sys_pin(unsigned cpu)
{
	return SetThreadAffinityMask(GetCurrentThread(), (DWORD_PTR)1 << cpu) != 0;
}

struct sys_thread {
	HANDLE handle;
	void (*run)(void *);
	void *argument;
};

static unsigned __stdcall begin(void *argument)
{
	struct sys_thread *thread = argument;

	thread->run(thread->argument);
	return 0;
}

struct sys_thread *sys_thread_start(void (*run)(void *), void *argument)
{
	struct sys_thread *thread = malloc(sizeof *thread);

	if (!thread)
		return NULL;
	thread->run = run;
	thread->argument = argument;
	thread->handle = (HANDLE)_beginthreadex(NULL, 0, begin, thread, 0, NULL);
	if (thread->handle)
		return thread;
	free(thread);
	return NULL;
}

void sys_thread_join(struct sys_thread *thread)
{
	WaitForSingleObject(thread->handle, INFINITE);
	CloseHandle(thread->handle);
	free(thread);
}

uint64_t sys_nanoseconds(void)
{
	LARGE_INTEGER now, rate;
	uint64_t ticks, per_second;

	QueryPerformanceCounter(&now);
	QueryPerformanceFrequency(&rate);
	ticks = (uint64_t)now.QuadPart;
	per_second = (uint64_t)rate.QuadPart;
	return ticks / per_second * 1000000000u + ticks % per_second * 1000000000u / per_second;
}

void sys_yield(void)
{
	SwitchToThread();
}

void sys_sleep(unsigned milliseconds)
{
	Sleep(milliseconds);
}

bool sys_is_terminal(FILE *stream)
{
	return _isatty(_fileno(stream)) != 0;
}

unsigned sys_terminal_columns(void)
{
	CONSOLE_SCREEN_BUFFER_INFO info;

	if (!GetConsoleScreenBufferInfo(GetStdHandle(STD_OUTPUT_HANDLE), &info))
		return 0;
	return (unsigned)(info.srWindow.Right - info.srWindow.Left + 1);
}

void sys_surroundings(struct sys_surroundings *surroundings)
{
	*surroundings = SYS_NOTHING_KNOWN;
}

void sys_describe(char *text, unsigned size)
{
	/* GetVersionEx() answers the version that the manifest names; this function answers the real one. */
	typedef LONG WINAPI version_function(OSVERSIONINFOW *);
	FARPROC found = GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "RtlGetVersion");
	OSVERSIONINFOW version = { .dwOSVersionInfoSize = sizeof version };
	const char *model = getenv("PROCESSOR_IDENTIFIER");

	if (found)
		((version_function *)(void (*)(void))found)(&version);
	snprintf(text, size, "%s, Windows %lu.%lu.%lu", model ? model : "unnamed CPU", version.dwMajorVersion,
	         version.dwMinorVersion, version.dwBuildNumber);
}

/* exec() here would let the caller's shell go on at once, so this process waits for the new one. */
bool sys_run_again(const char *name, const char *value, char **argv, int *status)
{
	char path[MAX_PATH];
	intptr_t answer;

	if (_putenv_s(name, value) != 0)
		return false;
	if (!GetModuleFileNameA(NULL, path, sizeof path))
		return false;
	answer = _spawnv(_P_WAIT, path, (const char *const *)argv);
	if (answer == -1)
		return false;
	*status = (int)answer;
	return true;
}

static void (*note_interrupt)(void);

static void on_interrupt(int number)
{
	signal(number, on_interrupt); /* Windows has removed the handler. */
	note_interrupt();
}

void sys_on_interrupt(void (*noted)(void))
{
	note_interrupt = noted;
	if (signal(SIGINT, on_interrupt) == SIG_IGN)
		signal(SIGINT, SIG_IGN);
}

unsigned sys_commands(struct sys_command *commands, unsigned most)
{
	(void)commands;
	(void)most;
	return 0;
}

#else
typedef int membarrier_tool_windows_is_elsewhere;
#endif
