/* What i386 calls otherwise. A part of families.c, of its 32-bit build. */
#ifndef SYSASSERT_SELFTEST_PROGRAMS_FAMILIES_FOLDED_H_
#define SYSASSERT_SELFTEST_PROGRAMS_FAMILIES_FOLDED_H_

#define SYS_newfstatat SYS_fstatat64
/* mmap(2) and select(2) of i386 take a structure of arguments: see families_narrow.h. */
#undef SYS_mmap
#define SYS_mmap SYS_mmap2
#undef SYS_select
#define SYS_select SYS__newselect
/* Calls that there are through socketcall(2) and ipc(2) alone: perform() makes them. */
#define BY_SOCKETCALL 0x10000
#define BY_IPC 0x20000
#define SYS_accept (BY_SOCKETCALL + 5)
#define SYS_semop (BY_IPC + 1)
#define SYS_semtimedop (BY_IPC + 4)

#endif /* SYSASSERT_SELFTEST_PROGRAMS_FAMILIES_FOLDED_H_ */
