import { EventEmitter, once } from "node:events";
import { writeFileSync } from "node:fs";
import { mkdir, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, describe, expect, it } from "vitest";
import { listCases } from "../../lib/case/list-cases.ts";
import { Cases } from "../../lib/case/cases.ts";
import { readCase } from "../../lib/case/read-case.ts";
import { ARTIFACTS } from "../../lib/case/schemas.ts";
import { ClarityError } from "../../lib/errors.ts";
import { CaseFolder } from "../../lib/store/file/case-folder.ts";
import { filesOf, temporaryFolder, writeCase } from "./case-files.ts";
import { sentenceOf } from "../store/sentence-of.ts";
import { refusalOf } from "./refusals.ts";
import { artifactsOfDigest } from "./marks.ts";
import { keyOf } from "./key-of.ts";
import { CountingSource, ScriptedSource } from "./sources.ts";

const CASE = "case_1";
const VERSION = "1";
/** Files of a case. */
const FILES = ARTIFACTS.length;
/** Names that are looked for: also `checksums.json`, which the case does not have. */
const NAMES = FILES + 1;
const OLD = 1;
const NEW = 2;

/** The key that the case has with this mark in its artifacts. */
async function keyWith(mark: number): Promise<string> {
  const source = new ScriptedSource();
  source.edit(CASE, filesOf(CASE, mark));
  return keyOf(await readCase(source, CASE), VERSION);
}

const [oldKey, newKey] = await Promise.all([keyWith(OLD), keyWith(NEW)]);

async function keysOf(asked: readonly Promise<{ key: string }>[]): Promise<string[]> {
  return (await Promise.all(asked)).map(({ key }) => key);
}

const fifty = Array.from({ length: 50 });

/** A gate that blocks its callers, and resolves when one has arrived. */
function door() {
  const events = new EventEmitter();
  const reached = once(events, "reached");
  const opened = once(events, "opened");
  const pass = async () => {
    events.emit("reached");
    await opened;
  };
  return { reached, pass, open: () => events.emit("opened") };
}

let source: ScriptedSource;
let cases: Cases;
beforeEach(() => {
  source = new ScriptedSource();
  source.edit(CASE, filesOf(CASE, OLD));
  cases = new Cases(source, VERSION);
});

it("gives a case another key for another report version, whose bytes may differ", async () => {
  const raised = await new Cases(source, "2").current(CASE);
  expect(raised.key).toBe(keyOf(await readCase(source, CASE), "2"));
  expect(raised.key).not.toBe(oldKey);
});

describe("a cached key", () => {
  it("is checked but not read again while nothing changes", async () => {
    expect(await cases.current(CASE)).toMatchObject({ key: oldKey, content: { key: oldKey } });
    expect([source.gets, source.identified]).toEqual([FILES, 2]);
    expect(await cases.current(CASE)).toEqual({ key: oldKey });
    expect(await cases.current(CASE)).toEqual({ key: oldKey });
    expect([source.gets, source.identified]).toEqual([FILES, 4]);
  });

  it.each(ARTIFACTS)("is forgotten when %s changes, disappears or returns", async (name) => {
    await cases.current(CASE);
    const file = `${name}.json`;
    source.edit(CASE, { [file]: filesOf(CASE, NEW)[file] });
    const { key } = await cases.current(CASE);
    source.edit(CASE, { [file]: undefined });
    const without = await cases.current(CASE);
    source.edit(CASE, { [file]: filesOf(CASE, OLD)[file] });
    expect((await cases.current(CASE)).key).toBe(oldKey);
    expect(new Set([oldKey, key, without.key]).size).toBe(3);
  });

  it("is forgotten when the files move to the subfolder", async () => {
    await cases.current(CASE);
    source.edit(CASE, { "clarity/manifest.json": filesOf(CASE, NEW)["manifest.json"] });
    const { key, content } = await cases.current(CASE);
    expect(key).not.toBe(oldKey);
    expect(Object.keys(content?.hashes ?? {})).toEqual(["manifest"]);
  });

  it("stays when a file is rewritten with the same content, after one more read", async () => {
    await cases.current(CASE);
    source.edit(CASE, filesOf(CASE, OLD));
    expect((await cases.current(CASE)).key).toBe(oldKey);
    expect(source.gets).toBe(2 * FILES);
    await cases.current(CASE);
    expect(source.gets).toBe(2 * FILES);
  });

  it("does not replace a read of the content", async () => {
    await cases.current(CASE);
    const content = await cases.content(CASE);
    expect(content.key).toBe(oldKey);
    expect(keyOf(content, VERSION)).toBe(oldKey);
    expect(artifactsOfDigest(CASE, content).metrics?.baseline_metrics?.esi).toBe(OLD);
    expect(source.gets).toBe(2 * FILES);
  });

  it("is not stored for a refused case: a repair of the case shows immediately", async () => {
    source.edit(CASE, { "metrics.json": "{" });
    expect((await refusalOf(cases.current(CASE))).status).toBe(422);
    expect((await refusalOf(cases.content(CASE))).status).toBe(422);
    source.edit(CASE, filesOf(CASE, NEW));
    expect((await cases.current(CASE)).key).toBe(newKey);
  });

  it("is not served for a case that was removed", async () => {
    await cases.current(CASE);
    const files = Object.keys(filesOf(CASE));
    source.edit(CASE, Object.fromEntries(files.map((name) => [name, undefined])));
    expect((await refusalOf(cases.current(CASE))).code).toBe("not_found");
  });
});

describe("requests that arrive together", () => {
  it("share one read: 50 ask for the key, and the case is read once", async () => {
    const keys = await keysOf(fifty.map(async () => await cases.current(CASE)));
    expect(keys).toEqual(fifty.map(() => oldKey));
    expect(source.gets).toBe(FILES);
  });

  it("share one read when 25 ask for the key and 25 for the content", async () => {
    const keys = await keysOf(
      fifty.map(async (_, at) =>
        at % 2 === 0 ? await cases.current(CASE) : await cases.content(CASE),
      ),
    );
    expect(keys).toEqual(fifty.map(() => oldKey));
    expect(source.gets).toBe(FILES);
  });

  it("share one read again after an edit", async () => {
    await cases.current(CASE);
    source.edit(CASE, filesOf(CASE, NEW));
    const keys = await keysOf(fifty.map(async () => await cases.current(CASE)));
    expect(keys).toEqual(fifty.map(() => newKey));
    expect(source.gets).toBe(2 * FILES);
  });

  it("share nothing with those of another case", async () => {
    source.edit("case_2", filesOf("case_2", OLD));
    const [one, two] = await keysOf([cases.current(CASE), cases.current("case_2")]);
    expect(one).toBe(oldKey);
    expect(two).not.toBe(oldKey);
    expect(source.gets).toBe(2 * FILES);
  });

  it("get the new key after an edit, though the read that they join has the old one", async () => {
    const lastLook = door();
    source.onCall = async (operation, count) => {
      // First at each place where a file may lie, then at those that were read.
      if (operation === "identify" && count === 2 + 2 * NAMES + 2 + NAMES) await lastLook.pass();
    };
    const first = cases.current(CASE);
    await lastLook.reached;
    source.edit(CASE, filesOf(CASE, NEW));
    const joiners = fifty.map(async (_, at) =>
      at % 2 === 0 ? await cases.current(CASE) : await cases.content(CASE),
    );
    lastLook.open();
    expect((await first).key).toBe(oldKey);
    expect(await keysOf(joiners)).toEqual(fifty.map(() => newKey));
    expect(source.gets).toBe(2 * FILES);
    expect((await cases.current(CASE)).key).toBe(newKey);
  });

  it("do not fail with a read that they only joined", async () => {
    const firstLook = door();
    const outage = new ClarityError("store_unavailable", "out of reach");
    source.onCall = async (operation, count) => {
      if (operation !== "read" || count !== 1) return;
      await firstLook.pass();
      throw outage;
    };
    const first = cases.current(CASE);
    await firstLook.reached;
    const joiners = fifty.map(async () => await cases.current(CASE));
    firstLook.open();
    await expect(first).rejects.toBe(outage);
    expect(await keysOf(joiners)).toEqual(fifty.map(() => oldKey));
    expect(source.gets).toBe(1 + FILES);
  });

  it("all fail while the store fails, and none once it works again", async () => {
    const outage = new ClarityError("store_unavailable", "out of reach");
    source.onCall = () => {
      throw outage;
    };
    const asked = await Promise.allSettled(fifty.map(async () => await cases.current(CASE)));
    expect(asked).toEqual(fifty.map(() => ({ status: "rejected", reason: outage })));
    source.onCall = () => undefined;
    const keys = await keysOf(fifty.map(async () => await cases.current(CASE)));
    expect(keys).toEqual(fifty.map(() => oldKey));
  });
});

describe("in a real folder", async () => {
  const root = await temporaryFolder();

  it("50 requests read each file once", async () => {
    await writeCase(root, CASE, filesOf(CASE, OLD));
    const counting = new CountingSource(new CaseFolder(root));
    const inFolder = new Cases(counting, VERSION);
    const keys = await keysOf(fifty.map(async () => await inFolder.current(CASE)));
    expect(keys).toEqual(fifty.map(() => oldKey));
    expect(counting.gets).toHaveLength(FILES);
  });

  it("an edit of equal length shows immediately, even in the clock tick of the read before it", async () => {
    await writeCase(root, CASE, filesOf(CASE, OLD));
    const inFolder = new Cases(new CaseFolder(root), VERSION);
    const metrics = join(root, CASE, "metrics.json");
    const texts = [NEW, OLD].map((mark) => filesOf(CASE, mark)["metrics.json"] ?? "");
    expect(texts[0]).toHaveLength(texts[1]?.length ?? 0);
    const keys: string[] = [];
    for (let round = 0; round < 40; round++) {
      writeFileSync(metrics, texts[round % 2] ?? "");
      keys.push((await inFolder.current(CASE)).key);
    }
    const ofEdits = keys.filter((_, round) => round % 2 === 0);
    const ofOriginals = keys.filter((_, round) => round % 2 === 1);
    expect(new Set(ofOriginals)).toEqual(new Set([oldKey]));
    expect(ofEdits).toEqual(ofEdits.map(() => ofEdits[0]));
    expect(ofEdits[0]).not.toBe(oldKey);
  });

  it("an edit of equal length shows immediately, at whatever moment of a read it happens", async () => {
    await writeCase(root, CASE, filesOf(CASE, OLD));
    const inFolder = new Cases(new CaseFolder(root), VERSION);
    for (let round = 0; round < 30; round++) {
      const mark = round % 2 === 0 ? NEW : OLD;
      // It may meet a file half written, which is its own affair.
      const reading = Promise.allSettled([inFolder.current(CASE)]);
      await sleep(round);
      await writeCase(root, CASE, filesOf(CASE, mark));
      expect((await inFolder.current(CASE)).key).toBe(mark === NEW ? newKey : oldKey);
      await reading;
    }
  });

  it("an edit that keeps length and date shows immediately", async () => {
    await writeCase(root, CASE, filesOf(CASE, OLD));
    const inFolder = new Cases(new CaseFolder(root), VERSION);
    const metrics = join(root, CASE, "metrics.json");
    const { atime, mtime } = await stat(metrics);
    await utimes(metrics, atime, mtime);
    expect((await inFolder.current(CASE)).key).toBe(oldKey);
    await writeFile(metrics, filesOf(CASE, NEW)["metrics.json"] ?? "");
    await utimes(metrics, atime, mtime);
    expect((await inFolder.current(CASE)).key).not.toBe(oldKey);
  });
});

describe("the list of cases", async () => {
  const root = await temporaryFolder();

  it("has only the folders that are named like a case, sorted", async () => {
    const longest = "c".repeat(128);
    const folders = ["b", "a", "B", "_x", "-y", "10", "9", "a.b", "1.2.840.10008", longest];
    const others = [".hidden", "hidden.", "a..b", "with space", "é", "c".repeat(129)];
    for (const name of [...folders, ...others]) await mkdir(join(root, name));
    await writeFile(join(root, "a_file"), "{}");
    await symlink(join(root, "a"), join(root, "linked"));
    const { ids: listed } = await listCases(new CaseFolder(root));
    expect(listed).toEqual([...folders, "linked"].sort());
  });

  it("fails instead of being empty when the folder is missing", async () => {
    const error = await refusalOf(listCases(new CaseFolder(join(root, "missing"))));
    expect(error.code).toBe("store_unavailable");
    expect(sentenceOf(error)).not.toContain(root);
  });
});
