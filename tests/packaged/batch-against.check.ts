import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { expect, test } from "vitest";
import { makeDesk, ran } from "../commands/command-line.ts";
import { temporaryStage } from "./stage.ts";
import { temporaryCases } from "./stored-cases.ts";

const EntrySchema = v.looseObject({ case_id: v.string() });

test("a batch against the packaged functions has the manifest of one on this machine, with the codes of refused cases", async () => {
  const cases = await temporaryCases();
  for (const caseId of ["case_rich", "case_sparse"]) await cases.add(caseId);
  await cases.put("cases/broken/manifest.json", "{");
  const stage = await temporaryStage(cases.settings());
  // The same cases on this machine.
  const desk = await makeDesk(["case_rich", "case_sparse"]);
  await mkdir(join(desk.artifactRoot, "broken"));
  await writeFile(join(desk.artifactRoot, "broken", "manifest.json"), "{");
  const ids = ["gone", "case_sparse", "case_rich", "broken"];
  await writeFile(join(desk.folder, "ids.txt"), ids.join("\n"));
  const batch = async (output: string, ...more: readonly string[]) => {
    const argv = ["batch", "--manifest", "ids.txt", "-o", output, ...more];
    const { code, text } = await ran(desk, argv);
    const manifest = await readFile(join(desk.folder, output), "utf8");
    return { code, text, manifest };
  };

  const first = await batch("first.jsonl", "--against", stage);
  expect(first.code).toBe(1);
  expect(first.text).toMatch(/^cases +4\nstored before +0\nrendered now +2\nrefused +2\n/);
  const entries = first.manifest
    .trimEnd()
    .split("\n")
    .map((line) => v.parse(EntrySchema, JSON.parse(line)));
  expect(entries).toEqual([
    { case_id: "broken", code: "unreportable_case", detail: expect.stringContaining("manifest") },
    expect.objectContaining({ case_id: "case_rich", key: expect.any(String) }),
    expect.objectContaining({ case_id: "case_sparse", bytes: expect.any(Number) }),
    { case_id: "gone", code: "not_found", detail: expect.any(String) },
  ]);
  expect(await cases.names("reports/")).toHaveLength(2);

  const again = await batch("again.jsonl", "--against", stage);
  expect(again.text).toMatch(/^cases +4\nstored before +2\nrendered now +0\nrefused +2\n/);
  expect(again.manifest).toBe(first.manifest);
  const here = await batch("here.jsonl");
  expect(here.text).toMatch(/^cases +4\nstored before +0\nrendered now +2\nrefused +2\n/);
  expect(here.manifest).toBe(first.manifest);
});
