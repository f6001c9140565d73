"use strict";
/**
 * Builds only if something that the build reads has changed since the last one. CommonJS without dependencies, because
 * every command of a checkout runs it first: it takes some milliseconds.
 *
 *     node functions/build/if-changed.cjs    builds everything, changed or not (`npm run build`)
 *
 * A build is up to date if its inputs are those that it began with, and if each file that it made is still that file.
 * A file is identified by inode, size and times. So an edit during a build is noticed by the next command, and so is
 * another build that replaced a file: two builds at once, even of different sources, need no lock.
 */
const { execFileSync, spawnSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const {
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  statSync,
  writeFileSync,
} = require("node:fs");
const path = require("node:path");

/** What the build reads. `node_modules/.package-lock.json` has what is installed. */
const INPUTS = [
  "functions",
  "lib",
  "node_modules/.package-lock.json",
  "package-lock.json",
  "package.json",
  "serverless.yml",
  "tsconfig.json",
];
/** Data: read when the service runs. */
const DATA = "functions/demo/artifacts";

/** The folders that each build fills. The commands' build is part of the whole one. */
const OUTPUTS = {
  commands: ["commands"],
  all: ["cache", "commands", "console", "demo", "health", "licences.txt", "report", "start"],
};

/**
 * Runs the build of `commands` or `all` if it is not up to date. Ends this process if the build fails.
 *
 * @param {string} root the checkout
 * @param {"commands" | "all"} target
 */
function buildIfChanged(root, target) {
  const inputs = inputsOf(root, target);
  if (isUpToDate(root, target, inputs)) return;
  process.stderr.write("Building what changed …\n");
  build(root, target, inputs);
}

function build(root, target, inputs) {
  const args = ["--import", "tsx", "functions/build.ts", target];
  // Standard output belongs to the command.
  const stdio = ["ignore", process.stderr.fd, process.stderr.fd];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio });
  if (status !== 0) process.exit(status ?? 1);
  const built = target === "all" ? ["all", "commands"] : [target];
  for (const name of built) writeStamp(root, name, { inputs, outputs: outputsOf(root, name) });
}

function isUpToDate(root, target, inputs) {
  try {
    const stamp = JSON.parse(readFileSync(stampPath(root, target), "utf8"));
    // The commands state no commit.
    const same = target === "all" ? ["files", "commit"] : ["files"];
    return (
      same.every((member) => stamp.inputs[member] === inputs[member]) &&
      stamp.outputs === outputsOf(root, target)
    );
  } catch {
    // Never built, or half a stamp.
    return false;
  }
}

function inputsOf(root, target) {
  const files = [process.version, ...INPUTS.flatMap((name) => statesBelow(root, name))];
  const inputs = { files: hashOf(files.join("\n")) };
  return target === "all" ? { ...inputs, commit: commitOf(root) } : inputs;
}

function outputsOf(root, target) {
  const states = OUTPUTS[target].flatMap((folder) => statesBelow(root, `dist/${folder}`));
  return hashOf(states.join("\n"));
}

/** The path and identity of each file. Follows links: tests link a repository. */
function statesBelow(root, name) {
  const stats = statSync(`${root}/${name}`, { throwIfNoEntry: false });
  if (name === DATA || stats === undefined) return [`${name} -`];
  if (stats.isDirectory()) {
    const inside = readdirSync(`${root}/${name}`).sort();
    return inside.flatMap((one) => statesBelow(root, `${name}/${one}`));
  }
  const { ino, size, mtimeMs, ctimeMs } = stats;
  return [`${name} ${ino} ${size} ${mtimeMs} ${ctimeMs}`];
}

function hashOf(text) {
  return createHash("sha256").update(text).digest("hex");
}

/** The functions state the commit that they were built from. */
function commitOf(root) {
  try {
    const stdio = ["ignore", "pipe", "ignore"];
    return execFileSync("git", ["rev-parse", "HEAD"], {
      cwd: root,
      encoding: "utf8",
      stdio,
    }).trim();
  } catch {
    return "unknown";
  }
}

function stampPath(root, target) {
  return path.join(root, "dist/built", `${target}.json`);
}

function writeStamp(root, target, stamp) {
  const to = stampPath(root, target);
  const scratch = `${to}.${process.pid}`;
  mkdirSync(path.join(root, "dist/built"), { recursive: true });
  writeFileSync(scratch, JSON.stringify(stamp));
  renameSync(scratch, to);
}

module.exports = { buildIfChanged };

if (require.main === module) {
  const root = process.cwd();
  build(root, "all", inputsOf(root, "all"));
}
