# What bash offers behind the first words of a command line: bash_test.sh COMPLETIONS
set -eu
. "$1"

# expect LINE WORD…: behind LINE (its last word is the one to complete) these are offered.
expect() {
  line=$1
  shift
  read -ra COMP_WORDS <<<"$line"
  [[ $line == *' ' ]] && COMP_WORDS+=('')
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
  COMPREPLY=()
  _sysassert
  if [[ "${COMPREPLY[*]}" != "$*" ]]; then
    printf "behind '%s' bash offers '%s', expected '%s'\n" "$line" "${COMPREPLY[*]}" "$*" >&2
    exit 1
  fi
}

cd "$(mktemp -d)"
touch zz-policy.yaml
mkdir directory
expect 'sysassert ch' check
expect 'sysassert --v' --version
expect 'sysassert check --mo' --mode
expect 'sysassert check -P zz' zz-policy.yaml
expect 'sysassert check --cwd d' directory
expect 'sysassert check --mode '
expect 'sysassert lint zz' zz-policy.yaml
expect 'sysassert check -P zz-policy.yaml -- zz-' zz-policy.yaml
expect 'sysassert nonsense --x'
rm -r zz-policy.yaml directory
rmdir "$PWD"
