#!/bin/sh
# Writes what changed in the plans' words, and hands on whether anything did.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
told=${RUNNER_TEMP:?}/dxplan-told.txt
# What has come to the base since the branch began is not what the branch changes.
from=$(git -C "${DXPLAN_DIRECTORY:-.}" merge-base "${DXPLAN_BASE:?}" HEAD 2> /dev/null) || from=$DXPLAN_BASE
code=0
dxplan -C "${DXPLAN_DIRECTORY:-.}" diff "$from" HEAD --exit-code -f md -o "${DXPLAN_DIFF:?}" > "$told" 2>&1 || code=$?
sh "$here/told.sh" "$told"
case $code in
0) changed=false ;;
1) changed=true ;;
*) exit "$code" ;;
esac
printf 'changed=%s\n' "$changed" >> "${GITHUB_OUTPUT:?}"
