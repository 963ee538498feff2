#!/bin/sh
# Shows the change in one comment of the pull request, the same one after each push.
# Who may not comment there (a pull request from a fork) gets it in the summary of the job.
set -eu
summary() {
    cat "${DXPLAN_DIFF:?}" >> "${GITHUB_STEP_SUMMARY:?}"
    echo "The change is shown in the summary of the job."
}
if [ "${DXPLAN_COMMENT-}" != true ] || [ "${DXPLAN_PULL-}" = '' ]; then
    summary
    exit 0
fi
# Without a name, gh asks github.com, on a city's own server too, and takes another variable's token for such a server.
server=${GITHUB_SERVER_URL:-https://github.com}
export GH_HOST="${GH_HOST:-${server#*://}}" GH_ENTERPRISE_TOKEN="${GH_TOKEN-}"
comments=repos/${GITHUB_REPOSITORY:?}/issues/$DXPLAN_PULL/comments
# The first line of what dxplan writes; only a comment by the job itself is taken for its own.
own='.[] | select(.user.login == "github-actions[bot]" and (.body | startswith("<!-- dxplan diff -->"))) | .id'
if ! found=$(gh api --paginate "$comments?per_page=100" --jq "$own"); then
    summary
    exit 0
fi
found=$(printf '%s\n' "$found" | sed -n 1p)
if [ "$found" = '' ] && [ "${DXPLAN_CHANGED-}" != true ]; then
    echo "Nothing has changed in the plans."
elif [ "$found" = '' ]; then
    gh api --silent --method POST "$comments" --field "body=@$DXPLAN_DIFF" || summary
else
    gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$found" --field "body=@$DXPLAN_DIFF" || summary
fi
