import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addCase } from "../http/test-service.ts";
import { LocalService, makeHome } from "./local-service.ts";

const CONTENDERS = 200;
const WAITING = { prefer: "wait=20" };

let service: LocalService;

beforeAll(async () => {
  service = await LocalService.start(await makeHome(["case_large", "case_rich"]));
});

afterAll(async () => {
  await service.discard();
});

interface Answer {
  readonly status: number;
  readonly key: string | null;
  readonly hit: string | null;
  readonly retryAfter: string | null;
  readonly body: Buffer;
}

/** Simultaneous posts for the same case. */
async function together(caseId: string, headers: Readonly<Record<string, string>>) {
  const posts = Array.from({ length: CONTENDERS }, async (): Promise<Answer> => {
    const answer = await service.post(caseId, headers);
    return {
      status: answer.status,
      key: answer.headers.get("x-cache-key"),
      hit: answer.headers.get("x-cache-hit"),
      retryAfter: answer.headers.get("retry-after"),
      body: Buffer.from(await answer.arrayBuffer()),
    };
  });
  const answers = await Promise.all(posts);
  const served = answers.filter(({ status }) => status === 200);
  return { served, refused: answers.filter(({ status }) => status !== 200) };
}

/** Exactly one was rendered and stored, and everyone who was served got its bytes. */
async function expectOneRendering(served: readonly Answer[]): Promise<void> {
  const [first] = served;
  if (first === undefined) throw new Error("no request was served");
  expect(served.filter(({ hit }) => hit === "false")).toHaveLength(1);
  expect(served.every(({ body }) => body.equals(first.body))).toBe(true);
  expect(new Set(served.map(({ key }) => key)).size).toBe(1);
  expect(service.logged("render").filter(({ key }) => key === first.key)).toHaveLength(1);
  const stored = (await service.storedReports()).filter((name) => name.startsWith(`${first.key}/`));
  expect(stored).toEqual([`${first.key}/0.pdf`]);
  const claims = await readdir(join(service.home.cacheDir, "claims", `${first.key}`, "0"));
  expect(claims).toEqual(["0"]);
}

test("200 simultaneous posts cause one render, and the others return 200 or 409 with Retry-After", async () => {
  const { served, refused } = await together("case_large", {});
  expect(served.length + refused.length).toBe(CONTENDERS);
  expect(refused.length).toBeGreaterThan(0);
  for (const { status, retryAfter, body } of refused) {
    expect(status).toBe(409);
    expect(retryAfter).toMatch(/^[1-9]\d*$/);
    expect(JSON.parse(body.toString())).toMatchObject({
      type: "urn:clarity:problem:in_progress",
      case_id: "case_large",
    });
  }
  await expectOneRendering(served);
});

test("200 simultaneous posts that prefer to wait cause one render and 200 reports", async () => {
  const { served, refused } = await together("case_rich", WAITING);
  expect(refused).toEqual([]);
  expect(served).toHaveLength(CONTENDERS);
  await expectOneRendering(served);
});

test("simultaneous posts for ten cases that prefer to wait cause ten renders", async () => {
  const ids = Array.from({ length: 10 }, (_, index) => `case_${index}`);
  for (const id of ids) await addCase(service.home.artifactRoot, id);
  const before = service.logged("render").length;
  const posts = [...ids, ...ids, ...ids].map(async (id) => await service.post(id, WAITING));
  const answers = await Promise.all(posts);
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  expect(new Set(answers.map(({ headers }) => headers.get("x-cache-key"))).size).toBe(10);
  expect(service.logged("render").length - before).toBe(10);
});
