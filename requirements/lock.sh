#!/bin/sh
# Locks every *.in with hashes. dev.txt comes first and binds the others: one version of each package everywhere.
# `requirements/lock.sh` keeps what is locked; `requirements/lock.sh --upgrade` takes the newest.
set -eu
cd "$(dirname "$0")"
compile() {
    ../.venv/bin/uv pip compile --quiet --generate-hashes --no-header --no-annotate --python-version 3.11 "$@"
}
compile "$@" dev.in --output-file dev.txt
for service in local identity ranking postes session notifications gateway admin; do
    compile "$service.in" --constraint dev.txt --output-file "$service.txt"
done
