import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PutBucketCorsCommand } from "@aws-sdk/client-s3";
import * as v from "valibot";
import { expect, inject, test } from "vitest";
import { openTab, useBrowser } from "../browser.ts";
import { plainClient } from "../../s3/buckets.ts";
import { addLargeCase } from "../../packaged/large-case.ts";
import { temporaryStage } from "../../packaged/stage.ts";
import { type StoredCases, temporaryCases } from "../../packaged/stored-cases.ts";

const CASE = "case_large_report";

useBrowser();

const RuleSchema = v.object({
  AllowedMethods: v.array(v.string()),
  AllowedHeaders: v.array(v.string()),
  ExposedHeaders: v.array(v.string()),
});
const CorsSchema = v.object({ CorsRules: v.tuple([RuleSchema]) });
const TemplateSchema = v.object({
  Resources: v.object({
    StoreBucket: v.object({ Properties: v.object({ CorsConfiguration: CorsSchema }) }),
  }),
});

/** Configures the bucket as the template does: pages of this origin may read the target of a redirect. */
async function allowPage(cases: StoredCases, origin: string): Promise<void> {
  const path = ".serverless/cloudformation-template-update-stack.json";
  const template: unknown = JSON.parse(
    await readFile(join(inject("packagedService"), path), "utf8"),
  );
  const { CorsConfiguration } = v.parse(TemplateSchema, template).Resources.StoreBucket.Properties;
  const [{ ExposedHeaders, ...rule }] = CorsConfiguration.CorsRules;
  const given = { ...rule, ExposeHeaders: ExposedHeaders, AllowedOrigins: [origin] };
  const CORSConfiguration = { CORSRules: [given] };
  await plainClient().send(new PutBucketCorsCommand({ Bucket: cases.bucket, CORSConfiguration }));
}

test("the page gets a report with its key and its bytes from the bucket that it is redirected to", async () => {
  const cases = await temporaryCases();
  await addLargeCase(cases, CASE);
  const origin = await temporaryStage(cases.settings());
  await allowPage(cases, origin);
  // Its metrics are too large for an answer.
  const page = await openTab({ mayMeet: [422] });
  await page.goto(`${origin}/#/case/${CASE}`);
  const panel = page.getByRole("region", { name: "Report" });
  await panel.getByText("No report yet").waitFor();
  await panel.getByRole("button", { name: "Get the report" }).click();
  await panel.getByText(/is ready/).waitFor();

  const [stored = ""] = await cases.names("reports/");
  const [, key = ""] = /^reports\/([0-9a-f]{64})\/0\.pdf$/.exec(stored) ?? [];
  await panel.getByText(key, { exact: true }).waitFor();
  const download = page.waitForEvent("download");
  await panel.getByRole("button", { name: "Download" }).click();
  const saved = await readFile(await (await download).path());
  expect(saved.equals(await cases.bytes(stored))).toBe(true);

  // What the page sends while it waits for another process's render. The bucket must accept it too.
  const body = JSON.stringify({ case_id: CASE });
  const waited = await page.evaluate(async (content) => {
    const headers = { "content-type": "application/json", prefer: "wait=5" };
    const answer = await fetch("/report/generate", { method: "POST", headers, body: content });
    return { redirected: answer.redirected, size: (await answer.blob()).size };
  }, body);
  expect(waited).toEqual({ redirected: true, size: saved.length });
});
