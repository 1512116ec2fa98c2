#!/bin/sh
# The buf of this machine's processor.
exec "$(dirname "$0")/node_modules/@bufbuild/buf-linux-$(uname -m | sed s/x86_64/x64/)/bin/buf" "$@"
