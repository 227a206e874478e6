// --help of `sysassert trace`.
#include "strace/options.h"

namespace sysassert::strace {

std::string Usage(const std::string& program_name) {
  return "Usage: " + program_name +
         R"( [-ACcDfhiNnqrtTVvwxyYzZ] [-I N] [-b execve] [-e EXPR]... [-a COLUMN]
              [-o FILE] [-s STRSIZE] [-X FORMAT] [-O OVERHEAD] [-S SORTBY] [-U COLUMNS]
              [-P PATH]... [--json] [--hide-vdso] [--kmsg] [--explain] [--hints]
              { -p PID... | [-DDD] [-E VAR=VAL]... [-u USERNAME] PROG [ARGS] }

Runs PROG, or attaches to PID, and prints the system calls, in strace's place: strace's options mean what they mean there.
An option of strace's that is missing here is refused by name. docs/strace.md says which they are.

options:

General:
  -e EXPR        a qualifying expression: OPTION=[!]all or OPTION=[!]VAL1[,VAL2]...
     options:    trace, trace-fds, abbrev, verbose, raw, signal, read, write, fault, inject,
                 status, quiet, decode-fds
  -p PID, --attach=PID
                 trace the process PID, or a list of them as pidof(1) prints it or with commas;
                 with -f all threads. It is let go as it was when we get SIGINT or SIGTERM.
  -E VAR=VAL, --env=VAR=VAL
                 put VAR=VAL in the environment for command
  -E VAR, --env=VAR
                 remove VAR from the environment for command
  -u USERNAME, --user=USERNAME
                 run command as USERNAME handling setuid and/or setgid
  --argv0=NAME   call the command NAME
  -b execve, --detach-on=execve
                 let go of whoever executes another program
  -D, -DD, -DDD, --daemonize[=grandchild|pgroup|session]
                 trace from a grandchild; in a process group, or a session, of its own
  -I N, --interruptible=N
                 which signals to us count: 1 all, at once; 2 between two calls; 3 none;
                 4 not even SIGTSTP
  -f, --follow-forks
                 follow forks
  -ff, --follow-forks --output-separately
                 follow forks with output into separate files
  --hide-vdso    hide the vDSO from every program, so that clock_gettime and the like are calls
  --kill-on-exit kill all tracees if the tracer is killed
  --seccomp-bpf  with -f and a narrower -e trace it is always so, but below a
                 container's filter, which may answer calls before it: there this asks
                 for it

Filtering:
  -e trace=[!][?]{{SYSCALL|GROUP|all|/REGEX}[@64|@32|@x32]|none}, --trace=...
                 trace only specified syscalls
     groups:     %clock, %creds, %desc, %file, %fstat, %fstatfs %ipc, %lstat,
                 %memory, %net, %process, %pure, %signal, %stat, %%stat,
                 %statfs, %%statfs
  -e signal=SET, --signal=SET
                 print only the signals from SET
  -e status=SET, --status=SET
                 print only system calls with the return statuses in SET
     statuses:   successful, failed, unfinished, unavailable, detached
  -P PATH, --trace-path=PATH
                 trace accesses to PATH
  -z, --successful-only
                 print only syscalls that returned without an error code
  -Z, --failed-only
                 print only syscalls that returned with an error code

  -e trace-fds=SET, --trace-fds=SET
                 trace only calls that take a descriptor of SET
  --syscall-limit=N
                 let go of everyone once N calls were shown

Tampering:
  -e inject=SET[:error=ERRNO|:retval=VALUE][:signal=SIG][:delay_enter=DELAY]
            [:delay_exit=DELAY][:poke_enter=@argN=HEX,...][:poke_exit=@argN=HEX,...]
            [:syscall=CALL][:when=FIRST[..LAST][+[STEP]]], --inject=...
                 answer, signal or delay the calls of SET, or write behind their arguments; DELAY
                 in microseconds, or with s, ms, us, ns
  -e fault=SET[:error=ERRNO][:when=WHEN], --fault=...
                 the same, with ENOSYS where nothing else is said

Output format:
  --color[=WHEN] failures, signals and ends in colour: always, auto or never
  --json         one JSON object a line: calls, signals, births and ends
  --kmsg         the kernel's log between the calls, where it names no other process
  --explain      the likeliest cause below each call that failed
  --hints        at the end, what a reader would look for: repeated calls, tiny reads, absent files,
                 renames without a sync
  -e abbrev=SET, -e verbose=SET, -e raw=SET, --abbrev=SET, --verbose=SET, --raw=SET
                 abbreviate, dereference, or show undecoded the arguments of the calls in SET
  -e read=SET, -e write=SET, --read=SET, --write=SET
                 dump what is read from, or written to, the descriptors in SET
  -N, --arg-names
                 print the names of arguments
  -v, --no-abbrev
                 print every member of large structures
  -X FORMAT, --const-print-style=FORMAT
                 constants as raw numbers, abbrev (names) or verbose (both)
  -a COLUMN, --columns=COLUMN
                 alignment COLUMN for printing syscall results (default 40)
  -i, --instruction-pointer
                 print instruction pointer at time of syscall
  -n, --syscall-number
                 print syscall number
  -o FILE, --output=FILE
                 send trace output to FILE, or to the command of '|COMMAND', instead of stderr
  -A, --output-append-mode
                 open the file provided in the -o option in append mode
  -q, -qq, -qqq, -e quiet=SET, --quiet=SET
                 suppress messages: attach, exit, path-resolution, personality, thread-execve
  -r, --relative-timestamps[=PRECISION]
                 print relative timestamp: s, ms, us, ns; default is microseconds
  -s STRSIZE, --string-limit=STRSIZE
                 limit length of print strings to STRSIZE chars (default 32)
  -t, -tt, -ttt, --absolute-timestamps=[[format:]FORMAT[,[precision:]PRECISION]]
                 print absolute timestamps: none, time or unix; s, ms, us, ns
  -T, --syscall-times[=PRECISION]
                 print time spent in each syscall
  --strings-in-hex=non-ascii-chars
                 use hex instead of octal in escape sequences
  -x, --strings-in-hex=non-ascii
                 print non-ASCII strings in hex
  -xx, --strings-in-hex[=all]
                 print all strings in hex
  -y, --decode-fds[=path]
                 print paths associated with file descriptor arguments
  -yy, --decode-fds=SET
                 print also sockets' ends, devices and pidfds: path, socket, dev, pidfd, all, none
  -Y, --decode-pids=comm
                 print the names of commands behind pids
  --decode-pids=pidns
                 print the pids of another pid namespace as our own counts them

Statistics:
  -c, --summary-only
                 count time, calls, and errors for each syscall and report summary
  -C, --summary  like -c, but also print the regular output
  -O OVERHEAD[UNIT], --summary-syscall-overhead=OVERHEAD[UNIT]
                 set overhead for tracing syscalls
  -S SORTBY, --summary-sort-by=SORTBY
                 sort syscall counts by: time, min-time, max-time, avg-time,
                 calls, errors, name, nothing (default time)
  -U COLUMNS, --summary-columns=COLUMNS
                 show specific columns in the summary report: comma-separated list of
                 time-percent, total-time, min-time, max-time, avg-time, calls, errors, name
  -w, --summary-wall-clock
                 summarise syscall latency (default is system time)

Miscellaneous:
  -h, --help     print help message
  --tips[=[[id:]ID][,[format:]FORMAT]]
                 print a tip at the end: none, compact or full
  -V, --version  print version
)";
}

}  // namespace sysassert::strace
