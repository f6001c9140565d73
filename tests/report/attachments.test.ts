import { createHash } from "node:crypto";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { ARTIFACTS, ARTIFACT_SCHEMAS, fileOf } from "../../lib/case/schemas.ts";
import { renderReport } from "../../lib/report/render.ts";
import { readNavigation } from "./read-navigation.ts";
import { readPdf } from "./read-pdf.ts";
import { DEMO_CASES, demoSource, smallSource } from "./sources.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

describe.each(DEMO_CASES)("attached to the report of %s", (caseId) => {
  test("are the four artifacts, whose hashes it prints", async () => {
    const bytes = await renderReport(demoSource(caseId));
    const { attachments } = await readNavigation(bytes);
    const { text: printed } = await readPdf(bytes);
    expect(Object.keys(attachments)).toEqual(ARTIFACTS.map(fileOf));
    for (const name of ARTIFACTS) {
      const { text = "", description } = attachments[fileOf(name)] ?? {};
      expect(v.safeParse(ARTIFACT_SCHEMAS[name], JSON.parse(text)).success).toBe(true);
      const reduced = name === "overlay_bundle" && caseId !== "case_sparse";
      expect(printed.includes(sha256(text))).toBe(!reduced);
      expect(description).toMatch(reduced ? /without its large matrices/ : /in the report$/);
    }
  });
});

test("a case that is all letters of other scripts is attached as it is", async () => {
  const source = smallSource({ manifest: { title: "中文 שלום \u0000 😀" } });
  const { attachments } = await readNavigation(await renderReport(source));
  const { text = "" } = attachments["manifest.json"] ?? {};
  expect(JSON.parse(text)).toMatchObject({ title: "中文 שלום \u0000 😀" });
  expect(sha256(text)).toBe(source.hashes.manifest);
});
