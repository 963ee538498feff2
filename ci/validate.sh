#!/bin/sh
# Checks the plans; with a base, what the change touches.
set -eu
set -- -f github
[ "${DXPLAN_BASE-}" = '' ] || set -- "$@" --base "$DXPLAN_BASE"
[ "${DXPLAN_STRICT-}" != true ] || set -- "$@" --strict
exec dxplan -C "${DXPLAN_DIRECTORY:-.}" validate "$@"
