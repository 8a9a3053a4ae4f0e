/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* windows.h - what src/port/windows uses of it, as Microsoft's reference declares it. */
#ifndef TESTS_MSVC_WINDOWS_H
#define TESTS_MSVC_WINDOWS_H

#define WINAPI __stdcall
#define WINBASEAPI __declspec(dllimport)
#define INFINITE 0xFFFFFFFF
#define STD_ERROR_HANDLE ((DWORD)-12)

typedef int BOOL;
typedef unsigned long DWORD;
typedef void *HANDLE;
typedef struct module_ *HMODULE;
#ifdef _WIN64
typedef unsigned __int64 DWORD_PTR, SIZE_T;
typedef __int64(WINAPI *FARPROC)(void);
#else
typedef unsigned long DWORD_PTR, SIZE_T;
typedef int(WINAPI *FARPROC)(void);
#endif
typedef union {
	struct {
		DWORD LowPart;
		long HighPart;
	} u;
	__int64 QuadPart;
} LARGE_INTEGER;
typedef struct {
	unsigned short fields[30];
	long e_lfanew;
} IMAGE_DOS_HEADER;
typedef DWORD(WINAPI *LPTHREAD_START_ROUTINE)(void *);

WINBASEAPI void WINAPI FlushProcessWriteBuffers(void);
WINBASEAPI BOOL WINAPI FlushInstructionCache(HANDLE, const void *, SIZE_T);
WINBASEAPI DWORD WINAPI GetLastError(void);
WINBASEAPI void WINAPI SetLastError(DWORD);
WINBASEAPI HMODULE WINAPI GetModuleHandleA(const char *);
WINBASEAPI FARPROC WINAPI GetProcAddress(HMODULE, const char *);
WINBASEAPI void WINAPI Sleep(DWORD);
WINBASEAPI BOOL WINAPI QueryPerformanceCounter(LARGE_INTEGER *);
WINBASEAPI BOOL WINAPI QueryPerformanceFrequency(LARGE_INTEGER *);
WINBASEAPI HANDLE WINAPI GetStdHandle(DWORD);
WINBASEAPI BOOL WINAPI WriteFile(HANDLE, const void *, DWORD, DWORD *, void *);
WINBASEAPI HANDLE WINAPI GetCurrentProcess(void);
WINBASEAPI HANDLE WINAPI GetCurrentThread(void);
WINBASEAPI DWORD WINAPI GetCurrentProcessorNumber(void);
WINBASEAPI BOOL WINAPI GetProcessAffinityMask(HANDLE, DWORD_PTR *, DWORD_PTR *);
WINBASEAPI DWORD_PTR WINAPI SetThreadAffinityMask(HANDLE, DWORD_PTR);
WINBASEAPI HANDLE WINAPI CreateThread(void *, SIZE_T, LPTHREAD_START_ROUTINE, void *, DWORD, DWORD *);
WINBASEAPI DWORD WINAPI WaitForSingleObject(HANDLE, DWORD);
WINBASEAPI BOOL WINAPI CloseHandle(HANDLE);

#endif
