#!/usr/bin/env bash
# Installs, once for each version of pom.xml and requirements.txt:
#   node_modules/java     veraPDF, a Java implementation of RFC 8785 and their dependencies, from Maven Central
#   node_modules/python   a virtual environment with a Python implementation of RFC 8785, from PyPI
# (Git and every tool ignore a folder named node_modules.)
set -euo pipefail
cd "$(dirname "$0")"

require() {
  "${@:2}" >/dev/null 2>&1 && return
  echo "install.sh: $1 is missing. Install the packages of Debian or Ubuntu:" >&2
  echo "  apt-get install --no-install-recommends default-jdk-headless maven python3-venv" >&2
  exit 1
}
require "the program javac" command -v javac
require "the program mvn" command -v mvn
require "the Python module venv" python3 -c "import ensurepip"

requirements=canonical-json/requirements.txt
wanted=$(sha256sum pom.xml "$requirements")
installed=node_modules/.made-of
[[ -f $installed && $(<"$installed") == "$wanted" ]] && exit

rm -rf node_modules
mvn --quiet --batch-mode dependency:copy-dependencies "-DoutputDirectory=$PWD/node_modules/java"
python3 -m venv node_modules/python
node_modules/python/bin/pip install --quiet --disable-pip-version-check --only-binary :all: \
  --require-hashes --requirement "$requirements"
echo "$wanted" >"$installed"
