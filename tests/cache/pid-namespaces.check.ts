import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { decodeClaim } from "../../lib/cache/claim.ts";
import { FileStore } from "../../lib/store/file/file-store.ts";
import { ownProcess } from "../../lib/store/process-identity.ts";
import { makeFolder, readText, removeFolder, temporaryFolder } from "../store/temp-folder.ts";
import { KEY, REPORT, setAge, sha256 } from "./cache-fixture.ts";
import { bundleWorker, Worker } from "./workers.ts";

const LEASE_MS = 10 * 60_000;
const DIGEST = sha256(REPORT);

/**
 * Starts Node as process 1 of a new pid namespace, as a container does. It needs the right to make one: root has
 * it, and other users where the system lets them make user namespaces. Without that right, these tests fail.
 */
const ISOLATED = [
  "unshare",
  ...(process.getuid?.() === 0 ? [] : ["--user", "--map-root-user"]),
  "--pid",
  "--fork",
  "--mount-proc",
  "--kill-child",
  process.execPath,
];

let script: string;
let scripts: string;
beforeAll(async () => {
  scripts = await makeFolder();
  script = await bundleWorker(scripts);
});
afterAll(async () => await removeFolder(scripts));

let root: string;
let log: string;
beforeEach(async () => {
  const folder = await temporaryFolder();
  [root, log] = [join(folder, "cache"), join(folder, "started")];
  await writeFile(log, "");
});

async function start(through: readonly string[], pauses = false): Promise<Worker> {
  const settings = { root, log, report: new TextDecoder().decode(REPORT), leaseMs: LEASE_MS };
  const worker = await Worker.start(script, { ...settings, pauses }, through);
  onTestFinished(async () => await worker.end());
  return worker;
}

/** Starts a process that holds the claim and waits in its production. */
async function startProducing(): Promise<Worker> {
  const owner = await start(ISOLATED, true);
  const producing = owner.nextReport();
  owner.process.send({ key: KEY, calls: 1, at: 0, waitMs: 0 });
  expect(await producing).toEqual(["producing"]);
  return owner;
}

/** The process that the claim names. */
async function claimedBy() {
  const claim = await (await FileStore.open(root)).get(`claims/${KEY}/0/0`);
  return decodeClaim(claim?.body ?? new Uint8Array()).owner;
}

describe("a process in a separate pid namespace", () => {
  it("holds its claim against processes that cannot see it", async () => {
    const owner = await startProducing();
    const { pid, boot, pidNamespace } = (await claimedBy()) ?? {};
    expect({ pid, boot }).toEqual({ pid: 1, boot: ownProcess().boot });
    expect(pidNamespace).toMatch(/\d/);
    expect(pidNamespace).not.toBe(ownProcess().pidNamespace);
    for (const through of [[], ISOLATED]) {
      const other = await start(through);
      expect(await other.ask(KEY)).toEqual(["in_progress"]);
    }
    const answers = owner.nextReport();
    owner.process.send("go on");
    expect(await answers).toEqual([`produced ${DIGEST}`]);
    expect(await (await start([])).ask(KEY)).toEqual([`hit ${DIGEST}`]);
    expect(await readText(log)).toBe(`${KEY}\n`);
  });

  it("that is killed keeps its claim for the lease, and no longer", async () => {
    const owner = await startProducing();
    await owner.end();
    const other = await start([]);
    expect(await other.ask(KEY)).toEqual(["in_progress"]);
    await setAge(root, `claims/${KEY}/0/0`, 2 * LEASE_MS);
    expect(await other.ask(KEY)).toEqual([`produced ${DIGEST}`]);
  });
});

it("eight processes, each in a separate pid namespace, produce a key once in each of 5 rounds", async () => {
  const all = await Promise.all(Array.from({ length: 8 }, async () => await start(ISOLATED)));
  for (let round = 0; round < 5; round += 1) {
    const key = `round-${round}`;
    const at = Date.now() + 25;
    const answers = (await Promise.all(all.map(async (one) => await one.ask(key, { at })))).flat();
    const producers = answers.filter((answer) => answer === `produced ${DIGEST}`);
    expect(producers).toHaveLength(1);
    const others = new Set(answers.filter((answer) => !producers.includes(answer)));
    expect([...others].filter((one) => ![`hit ${DIGEST}`, "in_progress"].includes(one))).toEqual(
      [],
    );
  }
});
