import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { INSTALLS } from "./install-rules.ts";

/** Files that run, and files that say what to run. Tests and their recordings are neither. */
const LOOKED_AT =
  /^(?:\.ci\/|\.github\/|functions\/|tests\/.*\.sh$|[^/]+\.md$|docs\/|(?:.*\/)?package\.json$)/;
/** Files that explain how to change a lockfile, not how to install from it. */
const INSTRUCTIONS = /^(?:CONTRIBUTING\.md|docs\/decisions\/.*)$/;

test("only `npm ci` installs packages, exactly as the lockfile says", () => {
  const options = ["ls-files", "--cached", "--others", "--exclude-standard"];
  const files = execFileSync("git", options, { encoding: "utf8" })
    .split("\n")
    .filter((path) => LOOKED_AT.test(path) && existsSync(path) && !/\.(?:png|pdf)$/.test(path));
  expect(files.length).toBeGreaterThan(40);
  const found = files
    .filter((path) => !INSTRUCTIONS.test(path))
    .flatMap((path) =>
      readFileSync(path, "utf8")
        .split("\n")
        .filter((line) => INSTALLS.test(line))
        .map((line) => `${path}: ${line.trim()}`),
    );
  expect(found).toEqual([]);
});

test.each([
  ["npm install", true],
  ["npm i left-pad", true],
  ["npm install --save-dev left-pad", true],
  ["npm update", true],
  ["npm --prefix tests/client install", true],
  ["npm --prefix=tests/client install", true],
  ["npm --silent i", true],
  ["npm --silent --prefix x -d add left-pad", true],
  ["npm ci", false],
  ["npm --silent ci", false],
  ["npm --prefix x run update-all", false],
  ["npm run install-tools", false],
  ["npm install --package-lock-only", false],
  ["npm install <tarball>", false],
  ["npm install --save-dev --save-exact left-pad@1.3.0", false],
])("%s installs unlocked packages: %s", (command, installs) => {
  expect(INSTALLS.test(command)).toBe(installs);
});
