#!/bin/sh
# Installs dxplan with what its tests need: .ci/install.sh newest, or lowest for the oldest dependencies that it allows.
set -eu
cd "$(dirname "$0")/.."
case ${1-} in
newest) set -- ;;
lowest)
    constraints=${RUNNER_TEMP:-${TMPDIR:-/tmp}}/dxplan-lowest.txt
    python .ci/lowest.py > "$constraints"
    set -- --constraint "$constraints"
    ;;
*)
    echo "newest or lowest?" >&2
    exit 2
    ;;
esac
python -m pip install --quiet --disable-pip-version-check "$@" --editable '.[test]'
