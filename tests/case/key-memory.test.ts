import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { Cases } from "../../lib/case/cases.ts";
import { KeyMemory, type KeyMemoryFailure } from "../../lib/case/key-memory.ts";
import { ClarityError } from "../../lib/errors.ts";
import type { ObjectStore } from "../../lib/store/contract.ts";
import { FileStore } from "../../lib/store/file/file-store.ts";
import { listAll } from "../../lib/store/list-all.ts";
import { temporaryFolder } from "../store/temp-folder.ts";
import { filesOf } from "./case-files.ts";
import { refusalOf } from "./refusals.ts";
import { ScriptedSource } from "./sources.ts";

const CASE = "case_1";
const VERSION = "1";
const OLD = 1;
const NEW = 2;

let source: ScriptedSource & { identitiesLast?: boolean };
let folder: string;
let store: ObjectStore;
let failures: KeyMemoryFailure[];

beforeEach(async () => {
  source = Object.assign(new ScriptedSource(), { identitiesLast: true });
  source.edit(CASE, filesOf(CASE, OLD));
  folder = await temporaryFolder();
  store = await FileStore.open(folder);
  failures = [];
});

interface Given {
  readonly build?: string;
  readonly store?: Pick<ObjectStore, "get" | "create">;
}

/** The cases as a process sees them that has read none. */
function freshCases(given: Given = {}): Cases {
  const memory = new KeyMemory({
    store: async () => await Promise.resolve(given.store ?? store),
    build: given.build ?? "build",
    observe: (failure) => void failures.push(failure),
  });
  return new Cases(source, VERSION, undefined, memory);
}

/** What a request for a report does. */
async function ask(cases: Cases, caseId = CASE): Promise<string> {
  const { key } = await cases.currentKey(caseId);
  await cases.share(caseId);
  return key;
}

/** The key, and whether the case was read for it. */
async function askFresh(given?: Given, caseId = CASE) {
  const before = source.gets;
  const key = await ask(freshCases(given), caseId);
  return { key, read: source.gets > before };
}

async function stored(): Promise<string[]> {
  return (await listAll(store, "keys/")).map(({ key }) => key);
}

describe("a key that a process has stored", () => {
  it("is used by another process, which looks once at the case and reads none of it", async () => {
    const key = await ask(freshCases());
    const [reads, looks] = [source.gets, source.identified];
    const other = freshCases();
    expect(await other.currentKey(CASE)).toEqual({ key });
    expect([source.gets - reads, source.identified - looks]).toEqual([0, 1]);
    expect(await ask(other)).toBe(key);
    expect([source.gets - reads, source.identified - looks]).toEqual([0, 2]);
    expect(failures).toEqual([]);
  });

  it("is the key that reading the case gives", async () => {
    const key = await ask(freshCases());
    expect((await freshCases().content(CASE)).key).toBe(key);
    expect((await freshCases().current(CASE)).key).toBe(key);
  });

  it.each([
    ["a file is edited", { "metrics.json": filesOf(CASE, NEW)["metrics.json"] }],
    ["a file disappears", { "metrics.json": undefined }],
    ["a record of checksums appears", { "checksums.json": '{"files": {}}' }],
    ["the files move", { "clarity/manifest.json": filesOf(CASE, OLD)["manifest.json"] }],
  ])("is not used after %s, in a new process and in one that used it", async (_, edit) => {
    const key = await ask(freshCases());
    const user = freshCases();
    expect(await ask(user)).toBe(key);
    source.edit(CASE, edit);
    expect(await ask(user)).not.toBe(key);
    expect(await ask(freshCases())).toBe(await ask(user));
  });

  it("is not used for another case whose files have the same identities", async () => {
    const nameless = { ...filesOf(CASE, OLD), "manifest.json": "{}" };
    for (const caseId of ["case_2", "case_3"]) {
      source = Object.assign(new ScriptedSource(), { identitiesLast: true });
      source.edit(caseId, nameless);
      expect((await askFresh({}, caseId)).read).toBe(true);
      expect((await askFresh({}, caseId)).read).toBe(false);
    }
  });

  it("is not used by another build, which may make another key of the same files", async () => {
    await ask(freshCases());
    expect((await askFresh({ build: "another" })).read).toBe(true);
    expect((await askFresh({ build: "another" })).read).toBe(false);
  });

  it("is not used when a case could not be reported: it has no key", async () => {
    source.edit(CASE, { "metrics.json": "{" });
    for (const _ of [1, 2]) {
      expect((await refusalOf(ask(freshCases()))).code).toBe("unreportable_case");
    }
    expect(await stored()).toEqual([]);
  });
});

describe("storing a key", () => {
  it("happens once for each state of a case, whatever else reads it", async () => {
    const creations: string[] = [];
    const counting: Given["store"] = {
      get: async (name) => await store.get(name),
      create: async (name, body) => {
        creations.push(name);
        return await store.create(name, body);
      },
    };
    const cases = freshCases({ store: counting });
    for (const _ of [1, 2]) {
      await ask(cases);
      await cases.content(CASE);
    }
    expect(creations).toHaveLength(1);
    source.edit(CASE, filesOf(CASE, NEW));
    await ask(cases);
    expect(creations).toHaveLength(2);
    await ask(freshCases({ store: counting }));
    expect(creations).toHaveLength(2);
  });

  it("20 processes that read the case at once store one object", async () => {
    const processes = Array.from({ length: 20 }, () => freshCases());
    const keys = await Promise.all(processes.map(async (cases) => await ask(cases)));
    expect(new Set(keys).size).toBe(1);
    expect(await stored()).toHaveLength(1);
    expect(failures).toEqual([]);
  });

  it("leaves no name or content of the case in the store", async () => {
    const key = await ask(freshCases());
    const [name = ""] = await stored();
    expect(name).toMatch(/^keys\/[0-9a-f]{64}\.json$/);
    const fingerprint = name.slice("keys/".length, -".json".length);
    const object = await store.get(name);
    expect(JSON.parse(new TextDecoder().decode(object?.body))).toEqual({ fingerprint, key });
    expect(object?.metadata).toEqual({});
  });

  it("does not happen for files on a disk, whose identities may come back", async () => {
    source.identitiesLast = false;
    expect((await askFresh()).read).toBe(true);
    expect((await askFresh()).read).toBe(true);
    expect(await stored()).toEqual([]);
  });
});

/** The files of the only stored key, below the folder of the file store. */
async function bodyFile(): Promise<string> {
  const [name = ""] = await stored();
  const files = await readdir(join(folder, name));
  const bodies = files.filter((file) => file.startsWith("body"));
  expect(bodies).toHaveLength(1);
  return join(folder, name, bodies[0] ?? "");
}

describe("a stored key that is damaged is not used, and the case is read:", () => {
  const DAMAGES: readonly (readonly [string, (body: string) => string])[] = [
    ["empty", () => ""],
    ["garbage", () => "<html>"],
    ["cut off at its end", (body) => body.slice(0, -1)],
    ["cut off at its beginning", (body) => body.slice(1)],
    ["with an invalid key", (body) => body.replace(/"key":"./, '"key":"X')],
    ["of another state", (body) => body.replace(/t":"[0-9a-f]{64}/, `t":"${"0".repeat(64)}`)],
    ["too large", (body) => body + " ".repeat(2_000)],
  ];

  it.each(DAMAGES)("%s", async (_, damage) => {
    const key = await ask(freshCases());
    const file = await bodyFile();
    await writeFile(file, damage(await readFile(file, "utf8")));
    expect(await askFresh()).toEqual({ key, read: true });
    expect(failures).toHaveLength(1);
    expect(failures[0]?.caseId).toBe(CASE);
    expect(failures[0]?.reason).toMatch(/^(?:damaged|unread)$/);
  });
});

describe("a store that fails", () => {
  const outage = new ClarityError("store_unavailable");
  const refuse = async () => await Promise.reject(outage);

  it("costs a read of the case when keys cannot be read", async () => {
    const key = await ask(freshCases());
    const broken = { get: refuse, create: async () => await Promise.resolve("exists" as const) };
    expect(await askFresh({ store: broken })).toEqual({ key, read: true });
    expect(failures).toEqual([{ caseId: CASE, reason: "unread", error: outage }]);
  });

  it("costs nothing when keys cannot be written, and each process tries once", async () => {
    const readOnly = { get: async (name: string) => await store.get(name), create: refuse };
    const cases = freshCases({ store: readOnly });
    const keys = [await ask(cases), await ask(cases)];
    expect(new Set(keys).size).toBe(1);
    expect(failures).toEqual([{ caseId: CASE, reason: "unwritten", error: outage }]);
  });
});

it("an edit while the case is read does not store a key under the wrong state", async () => {
  const cases = freshCases();
  let edited = false;
  source.onCall = (operation) => {
    if (operation !== "read" || edited) return;
    edited = true;
    source.edit(CASE, filesOf(CASE, NEW));
  };
  const key = await ask(cases);
  expect(await askFresh()).toEqual({ key, read: false });
  source.edit(CASE, filesOf(CASE, NEW));
  expect((await askFresh()).key).toBe(key);
});
