import { readFileSync, rmSync } from "node:fs";
import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { digest, type DigestInput } from "../../lib/case/digest.ts";
import { keyOf } from "../case/key-of.ts";
import { readCase } from "../../lib/case/read-case.ts";
import { renderReport } from "../../lib/report/render.ts";
import { CaseFolder } from "../../lib/store/file/case-folder.ts";
import { ClarityError } from "../../lib/errors.ts";
import { checksSummary, reportSource, tasksHere } from "../../lib/service/case-tasks.ts";
import { tasksInThreads } from "../../lib/service/task-threads.ts";
import { makeFolder, rejectionOf, removeFolder, temporaryFolder } from "../store/temp-folder.ts";

const CASE = "case_1";
/** Larger than the cases that are checked without a thread. */
const ROWS = 40_000;

let folder: string;
let script: string;
let build: string;

beforeAll(async () => {
  // The real worker, beside the real renderer, as in a package.
  folder = await makeFolder();
  const built = join(inject("builtService"), "dist/report");
  for (const name of ["worker.cjs", "renderer.cjs"]) {
    await copyFile(join(built, name), join(folder, name));
  }
  script = join(folder, "worker.cjs");
  build = buildOf(readFileSync(script, "utf8"));
  return async () => await removeFolder(folder);
});

/** The build id that a worker compares with that of its process. */
function buildOf(worker: string): string {
  const id = /workerData[!=]==?"([0-9a-f]{64})"/.exec(worker)?.[1];
  if (id === undefined) throw new Error("expected a build id in the worker, found none");
  return id;
}

const tasks = (options: { heapMb?: number; build?: string; script?: string } = {}) =>
  tasksInThreads({ script, build, renderConcurrency: 1, ...options });

const ROW = 500;

/** A case whose manifest has a matrix of so many pairs of numbers, in long rows: short ones cost more. */
function inputOf(pairs = ROWS, text?: string): DigestInput {
  const numbers = Array.from({ length: pairs }, (_, at) => [at, 0.5]).flat();
  const rows = Math.ceil(numbers.length / ROW);
  const matrix = Array.from({ length: rows }, (_, row) =>
    numbers.slice(row * ROW, (row + 1) * ROW),
  );
  const body = new TextEncoder().encode(text ?? JSON.stringify({ case_id: CASE, matrix }));
  return { caseId: CASE, files: [{ name: "manifest", file: "manifest.json", body }] };
}

describe("a large case in a thread", () => {
  it("has the same digest and summary as in the main thread", async () => {
    const { digest: digestThere, summarise } = tasks();
    expect(await digestThere(inputOf())).toEqual(digest(inputOf()));
    expect(await summarise(inputOf())).toEqual(await tasksHere.summarise(inputOf()));
  });

  it("has the same checks as in the main thread", async () => {
    const read = await readCase(new CaseFolder("functions/demo/artifacts"), "case_large");
    const content = { ...read, caseId: "case_large", key: keyOf(read, "1") };
    expect(await tasks().check(content)).toEqual(checksSummary(content));
  });

  it("is transferred without a copy", async () => {
    const input = inputOf();
    await tasks().digest(input);
    expect(input.files[0]?.body).toHaveLength(0);
  });

  it("is refused with the same words as in the main thread", async () => {
    const text = `{"a": 1e999, "b": "${"x".repeat(100_000)}"}`;
    const [there, here] = await Promise.all(
      [tasks(), tasksHere].map(async ({ digest: run }) => await rejectionOf(run(inputOf(0, text)))),
    );
    expect(there).toBeInstanceOf(ClarityError);
    expect(there).toMatchObject({ code: "unreportable_case", details: { pointer: "/a" } });
    expect(there).toMatchObject({ message: here instanceof Error ? here.message : "" });
  });

  it("leaves the main thread free: a timer of 5 ms keeps firing before it is done", async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 5);
    await tasks().digest(inputOf(400_000));
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(5);
  });

  it("renders the same bytes as the commands do, whose renderer is not in a thread", async () => {
    const read = await readCase(new CaseFolder("functions/demo/artifacts"), "case_sparse");
    const content = { ...read, caseId: "case_sparse", key: keyOf(read, "1") };
    const threads = tasks();
    await threads.prepareRender();
    const there = await threads.render(content);
    const here = await renderReport(reportSource(content));
    expect(Buffer.from(there).equals(Buffer.from(here))).toBe(true);
  });
});

describe("a thread that runs out of memory", () => {
  it("fails that case alone, and the next one gets another thread", async () => {
    const { digest: digestThere } = tasks({ heapMb: 24 });
    // Short lists: a long list of numbers is not in memory as values.
    const pairs = Array.from({ length: 240_000 }, (_, at) => [at, 0.5]);
    const large = inputOf(0, JSON.stringify({ case_id: CASE, pairs }));
    const error = await rejectionOf(digestThere(large));
    expect(error).toMatchObject({ code: "internal", details: { case_id: CASE } });
    expect(error).toMatchObject({ cause: { started: true } });
    expect(await digestThere(inputOf(5_000))).toEqual(digest(inputOf(5_000)));
  });

  it("counts as a failed render, not as a fault of the environment", async () => {
    const { render } = tasks({ heapMb: 24 });
    const content = { ...digest(inputOf(600_000)), caseId: CASE, key: "0".repeat(64) };
    const error = await rejectionOf(render(content));
    expect(error).not.toBeInstanceOf(ClarityError);
    expect(error).toMatchObject({ name: "ThreadEndedError", started: true });
  });
});

describe("a thread that cannot do its work", () => {
  it("because it does not start fails with no_capacity, because no render has failed", async () => {
    const { digest: digestThere, render } = tasks({ script: join(folder, "nowhere.cjs") });
    const error = { code: "no_capacity", status: 503, retryAfterSeconds: 5 };
    expect(await rejectionOf(digestThere(inputOf()))).toMatchObject(error);
    const content = { ...digest(inputOf(10)), caseId: CASE, key: "0".repeat(64) };
    expect(await rejectionOf(render(content))).toMatchObject(error);
  });

  it("because it is of another build refuses to work", async () => {
    const { digest: digestThere } = tasks({ build: "another" });
    expect(await rejectionOf(digestThere(inputOf()))).toMatchObject({ code: "misconfigured" });
  });

  it("because it exits by itself fails only that work", async () => {
    const own = join(await temporaryFolder(), "exits.cjs");
    const exits = `const { parentPort } = require("node:worker_threads");
      parentPort.on("message", () => process.exit(3));
      parentPort.postMessage("ready");`;
    await writeFile(own, exits);
    const { digest: digestThere } = tasks({ script: own });
    for (let time = 0; time < 3; time++) {
      const error = await rejectionOf(digestThere(inputOf()));
      expect(error).toMatchObject({ code: "internal", cause: { started: true } });
    }
    rmSync(own);
    expect(await rejectionOf(digestThere(inputOf()))).toMatchObject({ code: "no_capacity" });
  });
});

it("renders that begin together wait for the one thread that loads the renderer", async () => {
  const own = join(await temporaryFolder(), "counts.cjs");
  const started = `${own}.started`;
  await writeFile(
    own,
    `const { parentPort } = require("node:worker_threads");
      require("node:fs").appendFileSync(${JSON.stringify(started)}, "x");
      const answer = () => parentPort.postMessage({ done: true, value: new Uint8Array() });
      parentPort.on("message", ({ name }) => setTimeout(answer, name === "render" ? 0 : 100));
      parentPort.postMessage("ready");`,
  );
  const threads = tasksInThreads({ script: own, build, renderConcurrency: 2 });
  const preparing = Promise.all([threads.prepareRender(), threads.prepareRender()]);
  await threads.render({ ...digest(inputOf(10)), caseId: CASE, key: "0".repeat(64) });
  await preparing;
  expect(readFileSync(started, "utf8")).toBe("x");
});

it("10 simultaneous large cases are all digested, one after the other", async () => {
  const { digest: digestThere } = tasks();
  const digests = await Promise.all(
    Array.from({ length: 10 }, async (_, nth) => await digestThere(inputOf(ROWS + nth))),
  );
  expect(new Set(digests.map(({ hashes }) => hashes.manifest)).size).toBe(10);
});
