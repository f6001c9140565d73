#!/usr/bin/env bash
# Fetches veraPDF and its dependencies from Maven Central into tests/conformance/node_modules/verapdf, once for each
# version of pom.xml. (A folder of that name is ignored by git and by every tool.)
set -euo pipefail
cd "$(dirname "$0")"

for program in java mvn; do
  command -v "$program" >/dev/null && continue
  echo "install.sh: the program $program is missing. Install Debian's or Ubuntu's packages:" >&2
  echo "  apt-get install --no-install-recommends default-jre-headless maven" >&2
  exit 1
done

folder=node_modules/verapdf
wanted=$(sha256sum pom.xml)
[[ -f $folder/.made-of && $(<"$folder/.made-of") == "$wanted" ]] && exit

rm -rf "$folder"
mvn --quiet --batch-mode dependency:copy-dependencies "-DoutputDirectory=$PWD/$folder"
echo "$wanted" >"$folder/.made-of"
