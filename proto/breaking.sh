#!/bin/sh
# Contracts change by addition only: compared with the newest tag proto-N and with the commit before (decision 16).
set -eu
cd "$(dirname "$0")"
repository=$(git rev-parse --path-format=absolute --git-common-dir)

compare() {
    ./buf.sh breaking --against "$repository#ref=$(git rev-parse "$1"),subdir=proto"
    echo "contrats : rien de cassé depuis $2"
}

tag=$(git tag --list 'proto-[0-9]*' --sort=-version:refname | head -n 1)
if [ -n "$tag" ]; then
    compare "$tag^{commit}" "l’étiquette $tag"
else
    echo "contrats : pas encore d’étiquette proto-N à comparer"
fi
if git rev-parse --quiet --verify HEAD~1 >/dev/null && git cat-file -e HEAD~1:proto/buf.yaml 2>/dev/null; then
    compare HEAD~1 "le commit précédent"
else
    echo "contrats : pas de commit précédent à comparer"
fi
