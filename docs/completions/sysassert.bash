# bash completion for sysassert. Made by generate from `sysassert --help`; do not edit.
_sysassert() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} words i
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    mapfile -t COMPREPLY < <(compgen -W 'check lint record show trace learn review diff explain doctor --help --version' -- "$current")
    return
  fi
  # Behind --, or behind the command's own name, its words are its own.
  for ((i = 2; i < COMP_CWORD; ++i)); do
    if [[ ${COMP_WORDS[i]} == -- ]]; then
      mapfile -t COMPREPLY < <(compgen -c -f -- "$current")
      return
    fi
  done
  case $previous in
    --from|--output|--policy|--record|--trace|-P|-o) mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
    --cwd) mapfile -t COMPREPLY < <(compgen -d -- "$current"); return ;;
    --accept|--around|--color|--env|--expect-exit|--format|--mode|--runs|--string-limit|--timeout|--var|-s) return ;;
  esac
  case ${COMP_WORDS[1]} in
    check) words='-P --policy --trace --format -o --record --mode --var --expect-exit --runs --env --cwd --timeout -s --string-limit --no-wait-orphans --deny-io-uring --hide-vdso --accept --no-filter --trust-outer-filter --skip-if-unavailable --color --unused -v --verbose -h --help' ;;
    lint) words='--var --self-test --schema -h --help' ;;
    record) words='-o --output --env --cwd --timeout -s --string-limit --no-wait-orphans --deny-io-uring --hide-vdso --accept --no-filter --trust-outer-filter --skip-if-unavailable -v --verbose -h --help' ;;
    show) words='--json --around -h --help' ;;
    trace) words='--attach --env --user --argv --detach-on --daemonize --interruptible --follow-forks --output-separately --hide-vdso --kill-on-exit --seccomp-bpf --trace --signal --status --trace-path --successful-only --failed-only --trace-fds --syscall-limit --inject --fault --color --json --kmsg --explain --hints --abbrev --verbose --raw --read --write --arg-names --no-abbrev --const-print-style --columns --instruction-pointer --syscall-number --output --output-append-mode --quiet --relative-timestamps --string-limit --absolute-timestamps --syscall-times --strings-in-hex --decode-fds --decode-pids --summary-only --summary --summary-syscall-overhead --summary-sort-by --summary-columns --summary-wall-clock --help --tips --version' ;;
    learn) words='-o --output --force --runs --from --expect-exit --env --cwd --timeout -s --string-limit --no-wait-orphans --deny-io-uring --hide-vdso --accept --no-filter --trust-outer-filter --skip-if-unavailable -h --help' ;;
    review) words='--accept-all -h --help' ;;
    diff) words='-h --help' ;;
    explain) words='--filter --var -h --help' ;;
    doctor) words='-h --help' ;;
    *) return ;;
  esac
  if [[ $current == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
    return
  fi
  case ${COMP_WORDS[1]} in
    check|learn|record|trace) mapfile -t COMPREPLY < <(compgen -c -f -- "$current") ;;
    *) mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
  esac
}
complete -o filenames -F _sysassert sysassert
