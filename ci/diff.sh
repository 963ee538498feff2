#!/bin/sh
# Writes what changed in the plans' words, and hands on whether anything did.
set -eu
code=0
dxplan -C "${DXPLAN_DIRECTORY:-.}" diff "${DXPLAN_BASE:?}" HEAD --exit-code -f md -o "${DXPLAN_DIFF:?}" || code=$?
case $code in
0) changed=false ;;
1) changed=true ;;
*) exit "$code" ;;
esac
printf 'changed=%s\n' "$changed" >> "${GITHUB_OUTPUT:?}"
