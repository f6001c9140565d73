#!/usr/bin/env node
"use strict";
/** The executable `clarity`. In a checkout, which has the sources, it first builds what changed. */
const { existsSync } = require("node:fs");
const { enableCompileCache } = require("node:module");
const path = require("node:path");

const root = path.join(__dirname, "..");
const main = path.join(root, "dist/commands/main.cjs");

if (existsSync(path.join(__dirname, "build.ts"))) {
  const { buildIfChanged } = require("./build/if-changed.cjs");
  buildIfChanged(root, process.argv[2] === "start" ? "all" : "commands");
}
if (existsSync(main)) {
  // Node 22.8 and later keep compiled code between runs.
  enableCompileCache?.();
  require(main);
} else {
  process.stderr.write("This package was packed without a build. Pack it with `npm run pack`.\n");
  process.exitCode = 1;
}
