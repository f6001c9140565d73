import { beforeAll, describe, expect, test } from "vitest";
import { ENVIRONMENTS, FAR_AWAY, type Environment } from "./environments.ts";
import { CASE_IDS, faultsOf, Rendering } from "./rendering.ts";
import { assertInstalled, NATIVE } from "./runtimes.ts";
import { pairsInARow } from "./situations.ts";

let rendering: Rendering;

beforeAll(() => {
  assertInstalled();
  rendering = new Rendering();
  return () => rendering.discard();
});

test("every case is rendered right after every case", () => {
  const order = pairsInARow(CASE_IDS);
  const pairs = new Set(order.slice(1).map((caseId, index) => `${order[index]} ${caseId}`));
  expect(pairs.size).toBe(CASE_IDS.length ** 2);
});

test("four Nodes are compared", () => {
  expect(NATIVE.map(({ major }) => major)).toEqual(["20", "22", "24", "26"]);
});

describe.each(NATIVE)("the recorded reports come from the bundles on $name", (runtime) => {
  test.each(CASE_IDS)("with %s as the first render of a process", async (caseId) => {
    const answer = await rendering.inSituation(runtime, FAR_AWAY, "the first alone", caseId);
    expect(faultsOf(answer, runtime, FAR_AWAY, 1)).toEqual([]);
  });

  test("in every pair, 8 in parallel and a hundred times", async () => {
    const everything = "all, one after another, in pairs, in parallel, a hundred times";
    const answer = await rendering.inSituation(runtime, FAR_AWAY, everything);
    expect(faultsOf(answer, runtime, FAR_AWAY, pairsInARow(CASE_IDS).length + 8 + 100)).toEqual([]);
  });

  test.each(Object.entries<Environment>(ENVIRONMENTS))(
    "one after another, under %s",
    async (_, environment) => {
      const inTurn = "all, one after another";
      const answer = await rendering.inSituation(runtime, environment, inTurn);
      expect(faultsOf(answer, runtime, environment, CASE_IDS.length)).toEqual([]);
    },
  );
});
