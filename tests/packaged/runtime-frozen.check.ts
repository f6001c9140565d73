import { expect, inject, onTestFinished, test } from "vitest";
import { generateEvent, httpEvent } from "../http/events.ts";
import { CuttableLine } from "./cut-line.ts";
import { temporarySandbox } from "./sandbox.ts";
import { temporaryCases } from "./stored-cases.ts";

const CASES = 3;

test.each(["cut", "forget"] as const)(
  "a resumed sandbox works without its old connections (%s)",
  async (fail) => {
    const cases = await temporaryCases();
    const line = await CuttableLine.to(inject("s3").endpoint);
    onTestFinished(async () => await line.close());
    const settings = cases.settings(line.endpoint);
    const sandbox = await temporarySandbox("report", { settings });
    const ask = async (event: unknown) => {
      const response = await sandbox.ask(event);
      expect(response.status).toBe(200);
      await sandbox.frozen();
      expect(line[fail]()).toBeGreaterThan(0);
      return response;
    };
    for (let index = 0; index < CASES; index++) {
      await cases.add("case_sparse", `case_${index}`);
      const miss = await ask(generateEvent(`case_${index}`));
      // One request after many parallel ones, each of which has left a connection behind.
      await ask(httpEvent({ path: miss.headers.get("content-location") ?? "" }));
      const hit = await ask(generateEvent(`case_${index}`));
      expect([miss, hit].map(({ headers }) => headers.get("x-cache-hit"))).toEqual([
        "false",
        "true",
      ]);
    }
  },
);
