import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { copyCases, heldRender, openTestService, posting, storedIn } from "./test-service.ts";
import { expectExplicitCors, problemOf } from "./problems.ts";

const DEMO_CASES = ["case_001", "case_large", "case_rich", "case_sparse"];

async function bytesOf(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer());
}

function header(response: Response, name: string): string {
  return response.headers.get(name) ?? "";
}

test.each(DEMO_CASES)(
  "the first POST for %s renders, and the second returns the same bytes",
  async (id) => {
    const { post, lines } = await openTestService({ cases: [id] });
    const first = await post(id);
    const second = await post(id);
    const body = await bytesOf(first);
    expect(body.subarray(0, 5).toString()).toBe("%PDF-");
    expect(body.equals(await bytesOf(second))).toBe(true);
    expect([header(first, "x-cache-hit"), header(second, "x-cache-hit")]).toEqual([
      "false",
      "true",
    ]);
    expect(lines.map(({ event }) => event)).toEqual(["render", "miss", "hit"]);
  },
);

test("a report comes with every header that docs/api.md names", async () => {
  const { post } = await openTestService();
  const answers = [await post("case_sparse"), await post("case_sparse")];
  for (const answer of answers) {
    const key = header(answer, "x-cache-key");
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    const digest = createHash("sha256")
      .update(await bytesOf(answer))
      .digest();
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "application/pdf",
      "content-disposition": 'attachment; filename="clarity_report_case_sparse.pdf"',
      "content-location": `/report/${key}.pdf`,
      "cache-control": "no-cache",
      etag: `"${digest.toString("hex")}"`,
      "repr-digest": `sha-256=:${digest.toString("base64")}:`,
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.has("preference-applied")).toBe(false);
    expectExplicitCors(answer);
  }
});

test("two simultaneous requests cause one render and a 409 that says what to do", async () => {
  const held = heldRender();
  const { post, cacheDir } = await openTestService({ render: held.render });
  const first = post("case_sparse");
  await held.begun;
  const refused = await post("case_sparse");
  held.letGo();
  const key = header(await first, "x-cache-key");
  const problem = await problemOf(refused, "in_progress");
  expect(problem).toMatchObject({ case_id: "case_sparse", cache_key: key });
  expect(problem.detail).toContain("Prefer: wait=20");
  expect(held.count()).toBe(1);
  expect(await storedIn(cacheDir, "reports")).toEqual([key]);
});

test("a request that prefers to wait gets the same report, as a hit", async () => {
  const held = heldRender();
  const { post } = await openTestService({ render: held.render });
  const first = post("case_sparse");
  await held.begun;
  const waiting = Array.from(
    { length: 20 },
    async () => await post("case_sparse", { prefer: "wait=20" }),
  );
  setTimeout(held.letGo, 50);
  const produced = await first;
  const body = await bytesOf(produced);
  for (const answer of await Promise.all(waiting)) {
    expect(answer.status).toBe(200);
    expect(header(answer, "x-cache-hit")).toBe("true");
    expect(header(answer, "preference-applied")).toBe("wait=20");
    expect(header(answer, "etag")).toBe(header(produced, "etag"));
    expect(body.equals(await bytesOf(answer))).toBe(true);
  }
  expect(held.count()).toBe(1);
});

test("a wait that ends before the report is stored returns 409", async () => {
  const held = heldRender();
  const { post } = await openTestService({ render: held.render });
  const first = post("case_sparse");
  await held.begun;
  const begin = performance.now();
  const answer = await post("case_sparse", { prefer: "wait=1" });
  expect(header(answer, "preference-applied")).toBe("wait=1");
  await problemOf(answer, "in_progress");
  expect(performance.now() - begin).toBeGreaterThan(900);
  held.letGo();
  expect((await first).status).toBe(200);
});

test("the response names the wait that was applied, capped at what a gateway allows", async () => {
  const { post } = await openTestService();
  const applied = async (prefer: string) =>
    header(await post("case_sparse", { prefer }), "preference-applied");
  expect(await applied("wait=20")).toBe("wait=20");
  expect(await applied("wait=3600")).toBe("wait=25");
  expect(await applied("wait=0")).toBe("wait=0");
  expect(await applied("respond-async")).toBe("");
  expect(await applied("wait=soon")).toBe("");
});

test("only POST /report/generate applies a wait, as the OpenAPI description says", async () => {
  const { request } = await openTestService();
  for (const path of ["/report/cases", "/report/cases/case_sparse", "/demo/cases"]) {
    const answer = await request(path, { headers: { prefer: "wait=1" } });
    expect([answer.status, header(answer, "preference-applied")]).toEqual([200, ""]);
  }
});

test("unknown members of the body are ignored", async () => {
  const { request } = await openTestService();
  const body = { case_id: "case_sparse", format: "png", ["__proto__"]: 1 };
  expect((await request("/report/generate", posting(body))).status).toBe(200);
});

test("a case that is added while the service runs is found", async () => {
  const { post, artifactRoot } = await openTestService();
  const missing = await problemOf(await post("case_rich"), "not_found");
  expect(missing).toMatchObject({ case_id: "case_rich" });
  await copyCases(artifactRoot, ["case_rich"]);
  expect((await post("case_rich")).status).toBe(200);
});
