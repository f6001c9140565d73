import { beforeAll, expect, test } from "vitest";
import { eastAsianFont } from "../../../lib/report/fonts/east-asian-files.ts";
import {
  verifyInBrowser,
  type Fonts,
  type VerifyEvent,
} from "../../../lib/service/verify/browser-verifier.ts";
import { bomb } from "../../verify/hostile.ts";
import { eastAsianReport, genuineReport, type Genuine } from "../../verify/reports.ts";

let sparse: Genuine;
beforeAll(async () => {
  sparse = await genuineReport("case_sparse");
});

async function eventsOf(pdf: Uint8Array, fonts?: Fonts): Promise<VerifyEvent[]> {
  const events: VerifyEvent[] = [];
  await verifyInBrowser({ pdf, fonts }, (event) => events.push(event));
  return events;
}

function lastOf(events: readonly VerifyEvent[]) {
  const last = events.at(-1);
  if (last?.name !== "done") throw new Error(`expected an end, found ${last?.name}`);
  return last;
}

test("each piece of work and each step is announced, and the last event has them all", async () => {
  const events = await eventsOf(sparse.pdf);
  const names = events.map((event) =>
    event.name === "work" ? event.work : event.name === "step" ? event.step.step : event.name,
  );
  expect(names).toEqual(
    ["read", "check", "report", "key_file", "key", "attachments", "hashes", "version"].concat([
      "render",
      "bytes",
      "done",
    ]),
  );
  const { verification, needsFonts } = lastOf(events);
  expect(verification.steps.every(({ outcome }) => outcome === "holds")).toBe(true);
  expect(verification.steps).toEqual(
    events.flatMap((event) => (event.name === "step" ? [event.step] : [])),
  );
  expect(needsFonts).toBe(false);
});

test("a report with Chinese text is not judged without the fonts, and holds with them", async () => {
  const { pdf } = await eastAsianReport();
  const without = lastOf(await eventsOf(pdf));
  expect(without.needsFonts).toBe(true);
  expect(without.verification.steps.at(-1)).toMatchObject({
    step: "bytes",
    outcome: "not_checked",
    detail: expect.stringContaining("the fonts for it are not loaded"),
  });
  const fonts = {
    chinese: await eastAsianFont("chinese"),
    japanese: await eastAsianFont("japanese"),
    korean: await eastAsianFont("korean"),
  };
  const { verification } = lastOf(await eventsOf(pdf, fonts));
  expect(verification.steps.at(-1)?.outcome).toBe("holds");
});

test("reading that takes too much memory is announced, so that the page ends the worker", async () => {
  const events: VerifyEvent[] = [];
  const call = { pdf: bomb(2), fonts: undefined };
  await verifyInBrowser(call, (event) => events.push(event), 1024 * 1024);
  expect(events.filter(({ name }) => name === "exceeded")).toHaveLength(1);
  // The arrays of this thread are its own again.
  expect(new Uint8Array(1).constructor).toBe(Uint8Array);
});

test("a fault of the software is an event, not a verdict", async () => {
  const { pdf } = sparse;
  const events: VerifyEvent[] = [];
  await verifyInBrowser({ pdf, fonts: undefined }, (event) => {
    if (event.name === "work" && event.work === "render") throw new Error("no more");
    events.push(event);
  });
  expect(events.at(-1)).toEqual({ name: "failed", why: "Error: no more" });
});
