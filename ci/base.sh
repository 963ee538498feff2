#!/bin/sh
# Finds the commit that a change is compared with, makes sure that the clone has it, and hands it to the next steps.
# Without one (a push, a schedule) nothing is handed on, and the whole plan is checked.
set -eu
cd "${DXPLAN_DIRECTORY:-.}"
base=${DXPLAN_BASE-}
if [ "$(git rev-parse --is-shallow-repository)" = true ] && [ "${base:-${DXPLAN_PULL_BASE-}}" != '' ]; then
    # Where nobody is logged in, git would ask for a name.
    if ! GIT_TERMINAL_PROMPT=0 git fetch --quiet --unshallow --no-tags origin; then
        echo "base: this clone has no history; check it out with fetch-depth: 0" >&2
        exit 3
    fi
fi
if [ "$base" = '' ]; then
    case ${GITHUB_REF-} in
    refs/pull/*/merge)
        # The commit that GitHub merges to try it out: its first parent is what the change would go into.
        base=$(git rev-parse --verify --quiet 'HEAD^2' > /dev/null && git rev-parse 'HEAD^1' || true)
        ;;
    esac
    base=${base:-${DXPLAN_PULL_BASE-}}
fi
case $base in
-*)
    echo "base: this is no commit: $base" >&2
    exit 2
    ;;
esac
if [ "$base" != '' ] && ! git rev-parse --verify --quiet "$base^{commit}" > /dev/null; then
    GIT_TERMINAL_PROMPT=0 git fetch --quiet --no-tags origin "$base"
    base=$(git rev-parse --verify FETCH_HEAD)
fi
printf 'base=%s\n' "$base" >> "${GITHUB_OUTPUT:?}"
