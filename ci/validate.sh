#!/bin/sh
# Checks the plans; with a base, what the change touches.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
told=${RUNNER_TEMP:?}/dxplan-told.txt
set -- -f github
[ "${DXPLAN_BASE-}" = '' ] || set -- "$@" --base "$DXPLAN_BASE"
[ "${DXPLAN_STRICT-}" != true ] || set -- "$@" --strict
code=0
dxplan -C "${DXPLAN_DIRECTORY:-.}" validate "$@" 2> "$told" || code=$?
sh "$here/told.sh" "$told"
exit "$code"
