import { beforeAll, expect, test } from "vitest";
import { FAR_AWAY } from "./environments.ts";
import { CASE_IDS, faultsOf, Rendering } from "./rendering.ts";
import { assertInstalled, EMULATED } from "./runtimes.ts";

let rendering: Rendering;

beforeAll(() => {
  assertInstalled();
  rendering = new Rendering();
  return () => rendering.discard();
});

test("an x64 machine emulates four Nodes of arm64, and an arm64 machine emulates none", () => {
  expect(EMULATED.length).toBe(process.arch === "arm64" ? 0 : 4);
});

test.each(EMULATED)("the recorded reports come from the bundle on $name", async (runtime) => {
  const answer = await rendering.inSituation(runtime, FAR_AWAY, "all, one after another");
  expect(faultsOf(answer, runtime, FAR_AWAY, CASE_IDS.length)).toEqual([]);
});
