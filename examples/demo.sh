#!/bin/sh
# The demonstration that `./dev demo` shows. usage: demo.sh BIN, the folder of the built programs.
# Exits 0 when each step ended as its heading says, and 1 otherwise.
set -eu
bin=$(cd "$1" && pwd)
policies=$(cd "$(dirname "$0")/policies" && pwd)
exec 2>&1  # a report goes to stderr, and belongs below its heading
PATH=$bin:$bin/examples:$PATH
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
wrong=0

# step EXPECTED_STATUS HEADING COMMAND…
step() {
  expected=$1 heading=$2
  shift 2
  printf '\n--- %s\n$ %s\n' "$heading" "$*"
  status=0
  "$@" || status=$?
  if [ "$status" -eq "$expected" ]; then return; fi
  printf '!!! exit status %s, expected %s\n' "$status" "$expected"
  wrong=$((wrong + 1))
}

# A repository to work in; nobody's own configuration has a say.
HOME=$work TMPDIR=$work GIT_CONFIG_NOSYSTEM=1
export HOME TMPDIR GIT_CONFIG_NOSYSTEM PATH
git init -q repo
cd repo
echo 'int main() { return 0; }' >main.c
git add main.c
git -c user.name=demo -c user.email=demo@localhost commit -qm 'first'
echo 'int main() { return 1; }' >main.c
cp "$policies/git-status.yaml" "$policies/tar-archive.yaml" .

step 0 'git status may read what it likes, but write only below .git: it keeps to that' \
  sysassert check -P git-status.yaml -- git status --short
step 1 'git checkout writes to the working tree. The same policy finds it, and says all there is to know' \
  sysassert check -P git-status.yaml -- git checkout --quiet main.c
step 0 'tar may read a directory and write its archive, and run nothing' \
  sysassert check -P tar-archive.yaml -- tar -cf archive.tar .git
step 1 'one letter more, and tar runs gzip: a program that nobody has reviewed' \
  sysassert check -P tar-archive.yaml -- tar -czf archive.tar .git
step 1 'a GoogleTest: a log writer that forgot to sync before it renamed' \
  example_failing --gtest_color=no --gtest_brief=1

printf '\n'
if [ "$wrong" -ne 0 ]; then
  printf 'demo: %s steps did not end as described\n' "$wrong"
  exit 1
fi
printf 'demo: every step ended as described\n'
