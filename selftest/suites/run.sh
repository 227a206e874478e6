#!/bin/sh
# A whole test suite of a Debian package, alone and below `sysassert record --no-filter`: what it says must be the same.
#
#   selftest/suites/run.sh bash|python [SYSASSERT]
#
# Not in CTest: it takes minutes, and bash's source from the network (apt-get source; python's is in libpython3.11-testsuite).
# Leaves alone.txt, traced.txt and the recording in a new folder below /tmp, and prints what differs.
set -eu
suite=${1:?bash or python}
sysassert=$(realpath "${2:-build/bin/sysassert}")
modules='test_subprocess test_signal test_os test_threading test_posix test_pty test_eintr test_faulthandler test_fork1
  test_wait3 test_wait4 test_popen test_fcntl test_selectors test_select test_poll test_threadsignals
  test_threadedtempfile test_tempfile test_mmap'
folder=$(mktemp -d "/tmp/suite-$suite-XXXXXX")
cd "$folder"

case $suite in
  bash)
    apt-get source -qq bash >apt.log 2>&1 || { cat apt.log >&2; exit 1; }
    cd bash-*/
    helpers=$folder/helpers
    mkdir "$helpers"
    for helper in recho zecho printenv xcase; do cc -w -I. -Iinclude -DSTDC_HEADERS -DHAVE_UNISTD_H -o "$helpers/$helper" "support/$helper.c"; done
    cd tests
    run() { env THIS_SH=/bin/bash PATH="$helpers:$PATH" "$@" env --default-signal sh run-all; }
    clean() { cat; }
    ;;
  python)
    run() {
      # shellcheck disable=SC2086  # a list
      "$@" env --default-signal python3.11 -m test -v $modules
    }
    # Names of tests and how they ended, without times and names of their own.
    clean() { grep -aE '^(test|[A-Za-z_]+ \().* \.\.\. |^(ok|FAIL|ERROR|skipped)|^Ran [0-9]+ tests|^OK|^FAILED' | sed -E 's/ in [0-9.]+s$//; s/[0-9.]+ usec/N usec/' | sort; }
    ;;
  *)
    echo "no such suite: $suite" >&2
    exit 2
    ;;
esac

export PATH="/usr/bin:/bin:/usr/sbin:/sbin" LC_ALL=C.UTF-8
began=$(date +%s)
run env </dev/null >"$folder/alone.log" 2>&1 || :
middle=$(date +%s)
run "$sysassert" record --no-filter -o "$folder/traced.satrace" -- </dev/null >"$folder/traced.log" 2>&1 || :
ended=$(date +%s)
for side in alone traced; do clean <"$folder/$side.log" >"$folder/$side.txt"; done
echo "$suite: $((middle - began)) s alone, $((ended - middle)) s traced; see $folder"
grep -a '^sysassert: ' "$folder/traced.log" || :
diff "$folder/alone.txt" "$folder/traced.txt" && echo 'no difference'
