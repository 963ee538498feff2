#!/bin/sh
# Installs dxplan for the steps that follow: the version that is named, else the one that this action came with.
set -eu
case ${DXPLAN_VERSION-} in
'') wanted=$(cd "$(dirname "$0")/.." && pwd) ;;
*[!0-9A-Za-z.+]*)
    echo "version: only a version number is meant, such as 0.1.0" >&2
    exit 2
    ;;
*) wanted=dxplan==$DXPLAN_VERSION ;;
esac
folder=${RUNNER_TEMP:?}/dxplan
# -P: a file of the plan repository called venv.py or pip.py is not taken for Python's own.
python -P -m venv "$folder"
programs=$folder/bin
[ -d "$programs" ] || programs=$folder/Scripts
"$programs/python" -P -m pip install --quiet --disable-pip-version-check "$wanted"
"$programs/dxplan" --version
printf '%s\n' "$programs" >> "${GITHUB_PATH:?}"
