import { mkdirSync } from "node:fs";
import { chmod, mkdir, mkdtemp, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { listCases, skippedInWords } from "../../lib/case/list-cases.ts";
import { CaseFolder } from "../../lib/store/file/case-folder.ts";
import { temporaryFolder } from "../store/temp-folder.ts";

async function folderWith(names: readonly string[]): Promise<string> {
  const root = await temporaryFolder();
  for (const name of names) mkdirSync(join(root, name));
  return root;
}

const idsOf = (count: number) =>
  Array.from({ length: count }, (_, nth) => `case_${String(nth).padStart(5, "0")}`);

/** Thirty entries that are not cases: files, links of every kind, names that are not ids. */
async function addOddEntries(root: string): Promise<void> {
  for (let nth = 0; nth < 5; nth++) {
    await symlink(`loop_${nth}`, join(root, `loop_${nth}`));
    await writeFile(join(root, `file_${nth}`), "not a folder");
    await symlink(join("/", "x".repeat(250), "y".repeat(250 + nth)), join(root, `dead_${nth}`));
    await symlink("z".repeat(4_000), join(root, `long_${nth}`));
    await mkdir(join(root, `bad name ${nth}`));
    await mkdir(join(root, `locked_${nth}`), { mode: 0o000 });
  }
}

test("the list of 1,000 folders skips the 30 odd ones and has all others", async () => {
  const ids = idsOf(970);
  const root = await folderWith(ids);
  await addOddEntries(root);
  const { ids: found, skipped } = await listCases(new CaseFolder(root));
  const listed = new Set(found);
  expect(ids.filter((id) => !listed.has(id))).toEqual([]);
  expect(found).toEqual(found.toSorted());
  // A folder that cannot be opened is a case that cannot be read.
  expect(found.filter((id) => id.startsWith("locked_"))).toHaveLength(5);
  for (const name of ["file_0", "dead_0", "bad name 0"]) expect(listed.has(name)).toBe(false);
  expect(skipped.count).toBe(5);
  for (let nth = 0; nth < 5; nth++) await chmod(join(root, `locked_${nth}`), 0o700);
});

test("names that are not ids are counted, and the first five are named", async () => {
  const ids = ["1.2.840.10008.1", "a", "a.b", "x".repeat(128)];
  const others = [".git", "a..b", "a.", "a b", "x".repeat(129), "ä"];
  const root = await folderWith([...ids, ...others]);
  expect(await listCases(new CaseFolder(root))).toEqual({
    ids,
    skipped: { count: 6, first: [".git", "a b", "a.", "a..b", "x".repeat(129)] },
  });
});

test("a file with a name that is not an id is not a skipped folder", async () => {
  const root = await mkdtemp(join(await temporaryFolder(), "cases-"));
  await writeFile(join(root, "read me first.txt"), "");
  await writeFile(join(root, "README.md"), "");
  expect(await listCases(new CaseFolder(root))).toEqual({
    ids: [],
    skipped: { count: 0, first: [] },
  });
});

test("skipped folders take one line on a terminal, whatever their names contain", () => {
  expect(skippedInWords({ count: 0, first: [] })).toBeUndefined();
  expect(skippedInWords({ count: 1, first: ["a b"] })).toBe(
    '1 folder is skipped, because the name is not a case id: "a b"',
  );
  expect(skippedInWords({ count: 7, first: ["a b", "\u001b[2J\n"] })).toBe(
    '7 folders are skipped, because the name is not a case id: "a b", "\\u001b[2J\\n", …',
  );
});
