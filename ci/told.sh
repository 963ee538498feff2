#!/bin/sh
# Prints a file into the log of a job. GitHub obeys ::commands:: at the start of a line and ##[commands] anywhere in one,
# and what dxplan tells may hold words of a plan or a commit: until a word that nobody can guess, nothing is obeyed.
set -eu
[ -s "${1:?}" ] || exit 0
word=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
printf '::stop-commands::%s\n' "${word:?}"
cat "$1"
printf '\n::%s::\n' "$word"
