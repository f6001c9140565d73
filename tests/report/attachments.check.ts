import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { KEY_FILE } from "../../lib/case/key-file.ts";
import { ARTIFACTS, fileOf } from "../../lib/case/schemas.ts";
import type { ReportSource } from "../../lib/report/source.ts";
import { rendered } from "./rendered.ts";
import { readNavigation } from "./read-navigation.ts";
import { readPdf } from "./read-pdf.ts";
import { everyArtifact } from "./shapes.ts";
import { DEMO_CASES, demoSource, smallSource, sourceOf } from "./sources.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

describe.each([
  ...DEMO_CASES.map((caseId) => [caseId, demoSource(caseId)] as const),
  ["a case of all artifacts", sourceOf(everyArtifact())] as const,
])("the attachments of the report of %s", (_name, source: ReportSource) => {
  test("are the whole artifacts whose hashes it prints", async () => {
    const bytes = await rendered(source);
    const { attachments } = await readNavigation(bytes);
    const { text: printed } = await readPdf(bytes);
    const names = ARTIFACTS.filter((name) => source.hashes[name] !== undefined).toSorted();
    expect(Object.keys(attachments)).toEqual([...names.map(fileOf), KEY_FILE].toSorted());
    for (const name of names) {
      const { text = "", description } = attachments[fileOf(name)] ?? {};
      expect(sha256(text)).toBe(source.hashes[name]);
      expect(printed).toContain(sha256(text));
      expect(description).toMatch(/in the report$/);
    }
  });
});

test("a case in letters of other scripts is attached unchanged", async () => {
  const source = smallSource({ manifest: { title: "中文 שלום \u0000 😀" } });
  const { attachments } = await readNavigation(await rendered(source));
  const { text = "" } = attachments["manifest.json"] ?? {};
  expect(JSON.parse(text)).toMatchObject({ title: "中文 שלום \u0000 😀" });
  expect(sha256(text)).toBe(source.hashes.manifest);
});
