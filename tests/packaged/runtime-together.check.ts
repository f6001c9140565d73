import { afterAll, beforeAll, expect, test } from "vitest";
import { generateEvent } from "../http/events.ts";
import { problemOf } from "../http/problems.ts";
import { Sandbox } from "./sandbox.ts";
import { StoredCases } from "./stored-cases.ts";

const SANDBOXES = 8;
const ROUNDS = 3;

let cases: StoredCases;
const sandboxes: Sandbox[] = [];

beforeAll(async () => {
  cases = await StoredCases.make();
  for (let count = 0; count < SANDBOXES; count++) {
    const sandbox = await Sandbox.start("report", { settings: cases.settings() });
    sandboxes.push(sandbox);
    await sandbox.frozen();
  }
});

afterAll(async () => {
  for (const sandbox of sandboxes) await sandbox.discard();
  await cases.discard();
});

/** All answers to the same event, of which every sandbox gets one at the same time. */
async function askAll(event: unknown): Promise<Response[]> {
  return await Promise.all(sandboxes.map(async (sandbox) => await sandbox.ask(event)));
}

/** The one key that all answers are about. */
function keyOf(responses: readonly Response[]): string {
  const keys = new Set(responses.map(({ headers }) => headers.get("x-cache-key")));
  const [key, ...others] = [...keys].filter((found) => found !== null);
  expect(others).toEqual([]);
  return key ?? "";
}

/** One rendering and one stored report, whose bytes are in every answer that is not a conflict. */
async function expectOneRendering(responses: readonly Response[]): Promise<void> {
  const key = keyOf(responses);
  const produced = sandboxes.flatMap((sandbox) =>
    sandbox.log().filter((line) => line.event === "render" && line.key === key),
  );
  expect(produced).toHaveLength(1);
  expect(await cases.names(`reports/${key}/`)).toEqual([`reports/${key}/0.pdf`]);
  expect(await cases.names(`claims/${key}/`)).toEqual([`claims/${key}/0/0`]);
  const stored = await cases.bytes(`reports/${key}/0.pdf`);
  for (const response of responses.filter(({ status }) => status !== 409)) {
    expect(Buffer.from(await response.arrayBuffer()).equals(stored)).toBe(true);
  }
}

const kindOf = ({ status, headers }: Response) => `${status} ${headers.get("x-cache-hit")}`;

const countOf = (responses: readonly Response[], kind: string) =>
  responses.filter((response) => kindOf(response) === kind).length;

test(`${SANDBOXES} simultaneous sandboxes with the same event render it once in each of ${ROUNDS} rounds`, async () => {
  for (let round = 0; round < ROUNDS; round++) {
    await cases.add("case_001", `case_round_${round}`);
    const event = generateEvent(`case_round_${round}`);
    const responses = await askAll(event);
    const conflicts = responses.filter(({ status }) => status === 409);
    for (const conflict of conflicts) await problemOf(conflict, "in_progress");
    expect(countOf(responses, "200 false")).toBe(1);
    expect(countOf(responses, "200 true")).toBe(SANDBOXES - 1 - conflicts.length);
    await expectOneRendering(responses);
    const again = await askAll(event);
    expect(countOf(again, "200 true")).toBe(SANDBOXES);
    await expectOneRendering(again);
  }
});

test(`${SANDBOXES} sandboxes that ask to wait all get the one report in each of ${ROUNDS} rounds`, async () => {
  for (let round = 0; round < ROUNDS; round++) {
    await cases.add("case_001", `case_awaited_${round}`);
    const event = generateEvent(`case_awaited_${round}`, { prefer: "wait=20" });
    const responses = await askAll(event);
    expect(countOf(responses, "200 false")).toBe(1);
    expect(countOf(responses, "200 true")).toBe(SANDBOXES - 1);
    await expectOneRendering(responses);
  }
});
