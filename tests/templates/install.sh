#!/usr/bin/env bash
# Installs cfn-lint and zizmor from PyPI (requirements.txt), and actionlint from the Go module proxy (go.mod), into
# node_modules, which Git and every tool ignore.
set -euo pipefail
cd "$(dirname "$0")"

../install-python.sh .

# Since Go 1.21, a Go fetches the version that go.mod names.
[[ $(go env GOVERSION 2>/dev/null) =~ ^go1\.(2[1-9]|[3-9][0-9]) ]] || {
  echo "install.sh: Go 1.21 or later is missing. Install the package golang-go or see https://go.dev/doc/install" >&2
  exit 1
}
GOTOOLCHAIN=auto GOFLAGS="-mod=readonly -buildvcs=false" \
  go build -o node_modules/actionlint github.com/rhysd/actionlint/cmd/actionlint
