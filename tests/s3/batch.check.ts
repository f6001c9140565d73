import { expect, inject, it, vi } from "vitest";
import { createS3Client } from "../../lib/store/s3/client.ts";
import { S3Store } from "../../lib/store/s3/s3-store.ts";
import { temporaryCases } from "../packaged/stored-cases.ts";
import { BROKEN, expectSharedWork, scaleOf, smallCases } from "../commands/killed-batches.ts";
import { temporaryFolder } from "../store/temp-folder.ts";

const SCALE = scaleOf({ cases: 30, kills: 4 });

vi.setConfig({ testTimeout: SCALE.timeoutMs });

it(`3 batches at once over ${SCALE.cases} cases in a bucket, killed ${SCALE.kills} times, render each report once plus at most once per kill`, async () => {
  const cases = await temporaryCases();
  for (const { id, manifest } of smallCases(SCALE.cases)) {
    await cases.put(`cases/${id}/manifest.json`, manifest);
  }
  const settings = { CLARITY_STORE: "s3", ...cases.settings() };
  const place = { settings, folder: await temporaryFolder() };
  const stored = async () => (await cases.names("reports/")).length;
  const store = new S3Store({ client: createS3Client(inject("s3")), bucket: cases.bucket });
  const { killed, renders } = await expectSharedWork(place, store, SCALE, stored);
  expect(killed).toBeGreaterThan(0);
  expect(renders).toBeLessThanOrEqual(SCALE.cases - BROKEN + killed);
});
