/** The Runtime API of the tests distinguishes every way in which an invocation can end. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporarySandbox, type Sandbox } from "./sandbox.ts";

const SETTINGS = {};

/** A sandbox in which the function is another one. */
async function sandboxOf(code: string): Promise<Sandbox> {
  const change = async (folder: string) =>
    await writeFile(join(folder, "dist/health/handler.cjs"), code);
  return await temporarySandbox("health", { settings: SETTINGS, change });
}

const handler = (body: string) => `exports.handler = async (event, context) => { ${body} };`;

test("the runtime returns a function's answer to an event", async () => {
  const sandbox = await sandboxOf(handler("return { event, id: context.awsRequestId };"));
  expect(await sandbox.initialised()).toEqual({ type: "ready" });
  for (const event of [{ asked: "é€𝄞" }, ["once more"]]) {
    const id = expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown;
    expect(await sandbox.invoke(event)).toEqual({ type: "answer", body: { event, id } });
  }
});

test("the runtime passes the time that an invocation has", async () => {
  const sandbox = await sandboxOf(handler("return context.getRemainingTimeInMillis();"));
  const { body } = { body: undefined, ...(await sandbox.invoke({}, 20_000)) };
  expect(body).toBeGreaterThan(0);
  expect(body).toBeLessThanOrEqual(20_000);
});

test("the runtime reports an error of an invocation, and serves the next one", async () => {
  const sandbox = await sandboxOf(handler('if (event) throw new TypeError("lost"); return 1;'));
  const error = { errorType: "TypeError", errorMessage: "lost" };
  expect(await sandbox.invoke(true)).toMatchObject({ type: "error", body: error });
  expect(await sandbox.invoke(false)).toEqual({ type: "answer", body: 1 });
});

test("the runtime reports an error of the initialisation", async () => {
  const sandbox = await sandboxOf('throw new RangeError("too late");');
  const body = { errorType: "RangeError", errorMessage: "too late" };
  expect(await sandbox.initialised()).toMatchObject({ type: "error", body });
  await sandbox.ended();
});

test("the runtime reports a missing handler", async () => {
  const sandbox = await sandboxOf("exports.handle = 1;");
  const body = { errorType: "Runtime.HandlerNotFound" };
  expect(await sandbox.initialised()).toMatchObject({ type: "error", body });
});

test("the runtime reports a process that ends in its initialisation or in an invocation", async () => {
  const early = await sandboxOf("process.exit(3);");
  expect(await early.initialised()).toEqual({ type: "exit" });
  const late = await sandboxOf(handler("process.exit(3);"));
  expect(await late.invoke({})).toEqual({ type: "exit" });
  await expect(late.invoke({})).rejects.toThrow("ended");
});

test("the runtime kills the process at a time-out, however busy it is", async () => {
  const sandbox = await sandboxOf(handler("for (;;);"));
  expect(await sandbox.invoke({}, 500)).toEqual({ type: "timeout" });
  await sandbox.ended();
});

test("the runtime refuses an answer over the limit of 6 MB", async () => {
  const sandbox = await sandboxOf(handler('return "x".repeat(event);'));
  expect(await sandbox.invoke(6_000_000)).toMatchObject({ type: "answer" });
  expect(await sandbox.invoke(6_300_000)).toMatchObject({ type: "error" });
});

test("the runtime freezes the process between two invocations", async () => {
  const counting = "setInterval(() => globalThis.ticks++, 1); globalThis.ticks = 0;";
  const sandbox = await sandboxOf(`${counting} ${handler("return globalThis.ticks;")}`);
  const ticks = async () => Number({ body: undefined, ...(await sandbox.invoke({})) }.body);
  const before = await ticks();
  await sandbox.frozen();
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  // What went by while it stood still comes as one tick.
  expect((await ticks()) - before).toBeLessThan(500);
});
