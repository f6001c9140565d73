#!/usr/bin/env bash
# Installs the Python programs of FOLDER/requirements.txt into FOLDER/node_modules/python, once for each version of
# that file. (Git and every tool ignore a folder named node_modules.)
#
#   tests/install-python.sh FOLDER
set -euo pipefail
cd "$1"

python3 -c "import ensurepip" 2>/dev/null || {
  echo "install-python.sh: the Python module venv is missing. Install the package of Debian or Ubuntu:" >&2
  echo "  apt-get install --no-install-recommends python3-venv" >&2
  exit 1
}

wanted=$(sha256sum requirements.txt)
installed=node_modules/.made-of
[[ -f $installed && $(<"$installed") == "$wanted" ]] && exit

rm -rf node_modules
python3 -m venv node_modules/python
node_modules/python/bin/pip install --quiet --disable-pip-version-check --only-binary :all: \
  --require-hashes --requirement requirements.txt
echo "$wanted" >"$installed"
