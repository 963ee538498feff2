#!/bin/sh
# Runs the tests, in which a text read or written without a named encoding is an error; takes pytest's own arguments.
set -eu
cd "$(dirname "$0")/.."
PYTHONWARNDEFAULTENCODING=1
export PYTHONWARNDEFAULTENCODING
exec python -m pytest --quiet -p no:cacheprovider -n auto "$@"
