// --help of `sysassert trace`.
#include "strace/options.h"

namespace sysassert::strace {

std::string Usage(const std::string& program_name) {
  return "Usage: " + program_name +
         R"( [-ACcfhinqrtTVwxyzZ] [-e EXPR]... [-a COLUMN] [-o FILE] [-s STRSIZE]
              [-O OVERHEAD] [-S SORTBY] [-U COLUMNS] [-P PATH]... [--json]
              { -p PID... | [-E VAR=VAL]... [-u USERNAME] PROG [ARGS] }

Runs PROG, or attaches to PID, and prints the system calls, in strace's place: strace's options mean what they mean there.
An option of strace's that is missing here is refused by name. docs/strace.md says which they are.

options:

General:
  -e EXPR        a qualifying expression: OPTION=[!]all or OPTION=[!]VAL1[,VAL2]...
     options:    trace, signal, status, quiet, decode-fds
  -p PID, --attach=PID
                 trace the process PID, or a list of them as pidof(1) prints it or with commas;
                 with -f all threads. It is let go as it was when we get SIGINT or SIGTERM.
  -E VAR=VAL, --env=VAR=VAL
                 put VAR=VAL in the environment for command
  -E VAR, --env=VAR
                 remove VAR from the environment for command
  -u USERNAME, --user=USERNAME
                 run command as USERNAME handling setuid and/or setgid
  -f, --follow-forks
                 follow forks
  -ff, --follow-forks --output-separately
                 follow forks with output into separate files
  --kill-on-exit kill all tracees if the tracer is killed
  --seccomp-bpf  accepted: with -f and a narrower -e trace it is always so

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

Output format:
  --json         one JSON object a line: calls, signals, births and ends
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
  -x, --strings-in-hex=non-ascii
                 print non-ASCII strings in hex
  -xx, --strings-in-hex[=all]
                 print all strings in hex
  -y, --decode-fds[=path]
                 print paths associated with file descriptor arguments

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
  -V, --version  print version
)";
}

}  // namespace sysassert::strace
