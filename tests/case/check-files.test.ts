import { createHash } from "node:crypto";
import { mkdir, readFile, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { checkFiles } from "../../lib/case/check-files.ts";
import { CaseFolder } from "../../lib/store/file/case-folder.ts";
import type { ArtifactSource } from "../../lib/store/contract.ts";
import { StoreUnavailableError } from "../../lib/store/failures.ts";
import { makePipe } from "../store/child-processes.ts";
import { rejectionOf, temporaryFolder } from "../store/temp-folder.ts";

const ID = "1.2.840.10008";
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

let root: string;
let source: ArtifactSource;
beforeEach(async () => {
  root = await temporaryFolder();
  source = new CaseFolder(root);
});

async function put(name: string, text: string): Promise<void> {
  const path = join(root, ID, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

/** Writes a record of files with these contents. */
async function record(
  contents: Readonly<Record<string, string>>,
  { base = "", algorithm = "SHA256" } = {},
): Promise<void> {
  const entries = Object.entries(contents).map(([name, text]) => [name, sha256(text)] as const);
  const files = Object.fromEntries(entries);
  await put(`${base}checksums.json`, JSON.stringify({ algorithm, files }));
}

/** The state of each listed file, with the reason where there is one. */
async function states(from = source, limits?: Parameters<typeof checkFiles>[2]) {
  const checked = await checkFiles(from, ID, limits);
  if (checked.record !== "readable") throw new Error(checked.record);
  return Object.fromEntries(
    checked.files.map(({ name, state, reason }) => [
      name,
      reason === undefined ? state : `${state}: ${reason}`,
    ]),
  );
}

test("every listed file is checked, whether or not it is an artifact, also in subfolders", async () => {
  await put("manifest.json", "1");
  await put("notes.txt", "as they were, then edited");
  await put("images/chest x-ray.png", "2");
  await record({
    "manifest.json": "1",
    "notes.txt": "as they were",
    "images/chest x-ray.png": "2",
    "gone.json": "3",
  });
  expect(await states()).toEqual({
    "manifest.json": "confirmed",
    "notes.txt": "differs",
    "images/chest x-ray.png": "confirmed",
    "gone.json": "missing",
  });
});

test.each(["", "clarity/"])("names are relative to a record under %j", async (base) => {
  await put(`${base}sweep_manifest.json`, "1");
  await put(`${base}plots/a.svg`, "2");
  await put("manifest.json", "of the model runner, or of the case");
  await record({ "./sweep_manifest.json": "1", "*plots/a.svg": "2" }, { base });
  expect(await states()).toEqual({
    "./sweep_manifest.json": "confirmed",
    "*plots/a.svg": "confirmed",
  });
});

test("files with CRLF and files with LF are confirmed, whichever of the two was hashed", async () => {
  const [lf, crlf] = ['{\n  "esi": 1\n}\n', '{\r\n  "esi": 1\r\n}\r\n'];
  for (const [hashed, found] of [
    [lf, lf],
    [lf, crlf],
    [crlf, lf],
    [crlf, crlf],
  ] as const) {
    await put("metrics.json", found);
    await record({ "metrics.json": hashed });
    expect(await states()).toEqual({ "metrics.json": "confirmed" });
  }
});

test("a checksum of a path outside the folder, or of something that is not a file, is not checked", async () => {
  await writeFile(join(root, "outside.txt"), "x");
  await put("a/file", "x");
  makePipe(join(root, ID, "pipe"));
  await record({ "../outside.txt": "x", "/etc/hostname": "x", a: "x", pipe: "x" });
  expect(await states()).toEqual({
    "../outside.txt": "not_checked: the name leads outside the case's folder",
    "/etc/hostname": "not_checked: the name leads outside the case's folder",
    a: "not_checked: expected a regular file, found a folder",
    pipe: "not_checked: expected a regular file, found a named pipe",
  });
});

test("an unreadable file is not checked, and the other files are", async () => {
  await put("manifest.json", "1");
  await symlink(join(root, ID, "loop"), join(root, ID, "loop"));
  const long = "é".repeat(200);
  await record({ loop: "x", [long]: "x", "manifest.json": "1" });
  expect(await states()).toEqual({
    loop: "not_checked: expected a regular file, found a link that leads back to itself",
    [long]: "not_checked: the file cannot be read (ENAMETOOLONG)",
    "manifest.json": "confirmed",
  });
});

describe("limits", () => {
  const LIMITS = { files: 100, fileBytes: 10, totalBytes: 20, withinMs: 20_000 };

  test("a file over 16 MiB is not checked", async () => {
    await put("large.raw", "");
    await truncate(join(root, ID, "large.raw"), 2 ** 40);
    await record({ "large.raw": "x" });
    expect(await states()).toEqual({
      "large.raw": expect.stringMatching(
        /^not_checked: expected at most 16777216 bytes/,
      ) as unknown,
    });
  });

  test("files beyond the total size are not checked", async () => {
    const text = "123456789";
    for (const name of ["a", "b", "c", "d"]) await put(name, text);
    const names = { a: text, b: text, c: text, d: text };
    await record(names);
    const found = await states(source, { ...LIMITS, fileBytes: 1_000 });
    const over =
      "not_checked: the listed files have more than 20 bytes together, which is the limit";
    expect(found).toEqual({ a: "confirmed", b: "confirmed", c: over, d: over });
  });

  test("files beyond the number of files are not checked", async () => {
    for (const name of ["a", "b"]) await put(name, "1");
    await record({ a: "1", b: "1" });
    expect(await states(source, { ...LIMITS, fileBytes: 1_000, files: 1 })).toEqual({
      a: "confirmed",
      b: "not_checked: only the first 1 listed files are checked",
    });
  });

  test("files that are left when the time is over are not checked", async () => {
    await put("a", "1");
    await record({ a: "1" });
    expect(await states(source, { ...LIMITS, fileBytes: 1_000, withinMs: 0 })).toEqual({
      a: "not_checked: checking the files before this one took 0 seconds",
    });
  });
});

describe("a record", () => {
  test("that is missing has the state none", async () => {
    await put("metrics.json", "1");
    expect(await checkFiles(source, ID)).toEqual({ record: "none" });
  });

  test("of a missing case is not found", async () => {
    await put("notes.txt", "no artifact");
    expect(await rejectionOf(checkFiles(source, ID))).toMatchObject({ code: "not_found" });
    expect(await rejectionOf(checkFiles(source, "none"))).toMatchObject({ code: "not_found" });
  });

  test.each<[string, () => Promise<void>, string]>([
    ["not JSON", async () => await put("checksums.json", "x"), "checksums.json: expected a JSON"],
    [
      "over 16 MiB",
      async () => await put("checksums.json", " ".repeat(2 ** 24 + 1)),
      "checksums.json: expected at most 16777216 bytes",
    ],
    [
      "a folder",
      async () => await put("checksums.json/a", "x"),
      "checksums.json: expected a regular file, found a folder",
    ],
  ])("that is %s is unreadable, without an error", async (_what, damage, reason) => {
    await put("manifest.json", "1");
    await damage();
    expect(await checkFiles(source, ID)).toEqual({
      record: "unreadable",
      reason: expect.stringContaining(reason) as unknown,
    });
  });
});

/** Runs a function after each of the first reads of the file. */
function afterReading(file: string, times: number, change: () => Promise<void>): ArtifactSource {
  let left = times;
  return {
    identify: async (folder, names) => await source.identify(folder, names),
    folders: async () => await source.folders(),
    read: async (folder, names, options) => {
      const files = await source.read(folder, names, options);
      if (names.includes(file) && left-- > 0) await change();
      return files;
    },
  };
}

describe("files that change while they are checked", () => {
  test("are checked again, so that record and files are of the same moment", async () => {
    await put("a", "old");
    await record({ a: "old" });
    const edited = afterReading("checksums.json", 1, async () => {
      await put("a", "new");
      await record({ a: "new" });
    });
    expect(await states(edited)).toEqual({ a: "confirmed" });
  });

  test("fail with 503 when they never settle", async () => {
    await put("a", "0");
    await record({ a: "0" });
    let edits = 0;
    const restless = afterReading("a", 10, async () => await put("a", String(++edits)));
    expect(await rejectionOf(checkFiles(restless, ID))).toMatchObject({ code: "case_unsettled" });
    expect(edits).toBe(3);
  });

  test("differ from a store that is unreachable", async () => {
    await put("a", "1");
    await record({ a: "1" });
    const cause = await readFile(join(root, "nowhere")).catch((error: unknown) => error);
    const facts = { operation: "read", errorCode: "ENOENT" } as const;
    const reason = "system_error";
    const error = new StoreUnavailableError({ reason, facts, lasting: false, cause });
    let isGone = false;
    const lost: ArtifactSource = {
      folders: async () => await source.folders(),
      identify: async (folder, names) => {
        if (isGone) throw error;
        return await source.identify(folder, names);
      },
      read: async (folder, names, options) => {
        isGone = !names.includes("checksums.json");
        if (isGone) throw error;
        return await source.read(folder, names, options);
      },
    };
    expect(await rejectionOf(checkFiles(lost, ID))).toBe(error);
    await rm(root, { recursive: true });
  });
});
