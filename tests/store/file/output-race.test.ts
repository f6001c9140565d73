import type * as Fs from "node:fs/promises";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { outputFile } from "../../../lib/store/file/output-file.ts";
import { bytes, readText, temporaryFolder } from "../temp-folder.ts";

/** Runs once, after the next look at a path: what another process does in between. */
const meanwhile = vi.hoisted(() => ({ do: async (): Promise<void> => undefined }));

vi.mock("node:fs/promises", async (importOriginal) => {
  const original = await importOriginal<typeof Fs>();
  return {
    ...original,
    stat: async (path: string) => {
      const found = await original.stat(path).catch((error: unknown) => error);
      const once = meanwhile.do;
      meanwhile.do = async () => undefined;
      await once();
      if (found instanceof Error) throw found;
      return found;
    },
  };
});

test("an output file that another process writes in the meantime is replaced", async () => {
  const folder = await temporaryFolder();
  const path = join(folder, "report.pdf");
  const file = await outputFile(path);
  meanwhile.do = async () => await writeFile(path, "of another process");
  await file.write(bytes("%PDF-1.7 all of it"));
  expect(await readText(path)).toBe("%PDF-1.7 all of it");
  expect(await readdir(folder)).toEqual(["report.pdf"]);
});
