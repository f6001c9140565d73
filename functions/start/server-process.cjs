"use strict";
/**
 * The server process that `functions/start.ts` runs. It ends when the process that started it ends, even by
 * `kill -9`: that process holds the other end of a pipe, which the kernel then closes.
 *
 * A thread watches the pipe, because the main thread may be busy. The main thread gets SIGTERM first, as it
 * would from its parent, and then is killed.
 */
const { Socket } = require("node:net");
const { isMainThread, Worker } = require("node:worker_threads");

/** The file descriptor that `functions/start.ts` adds after stdin, stdout and stderr. */
const PARENT_PIPE = 3;
const STOP_WITHIN_MS = 1_000;

function endWithParent() {
  const pipe = new Socket({ fd: PARENT_PIPE, readable: true, writable: false });
  pipe.on("error", () => pipe.destroy());
  pipe.on("close", () => {
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.kill(process.pid, "SIGKILL"), STOP_WITHIN_MS);
  });
  pipe.resume();
}

if (isMainThread) {
  new Worker(__filename).unref();
  require("serverless/bin/serverless.js");
} else endWithParent();
