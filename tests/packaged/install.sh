#!/usr/bin/env bash
# Installs the Lambda runtime client, which is built from source: for the Node that tests/runtimes has of the
# version that the functions are deployed on, with the headers beside it. Once for each lockfile.
set -euo pipefail
cd "$(dirname "$0")"

packages=(autoconf automake libtool cmake g++ make python3 xz-utils)
for program in autoconf automake libtoolize cmake g++ make python3 xz; do
  command -v "$program" >/dev/null && continue
  echo "install.sh: expected the program $program, found none. Install Debian's or Ubuntu's packages:" >&2
  echo "  apt-get install --no-install-recommends ${packages[*]}" >&2
  exit 1
done

node=$(realpath "../runtimes/node_modules/node-24-$(node -p process.arch)")
stamp=node_modules/.built-of
wanted=$(cat package-lock.json "$node/package.json" | sha256sum)
[[ -f $stamp && $(<"$stamp") == "$wanted" ]] && exit

export PATH="$node/bin:$PATH" npm_config_nodedir="$node"
# Not in .npmrc: `npm run` turns the root's .npmrc into variables, and they take precedence.
npm ci --loglevel=error --ignore-scripts=false
# A part that does not load would be noticed only by a time-out later. It reads the address when it is loaded.
AWS_LAMBDA_RUNTIME_API=127.0.0.1:1 node -e 'require("./node_modules/aws-lambda-ric/rapid-client.node")'
echo "$wanted" >"$stamp"
