import { beforeEach, expect, test } from "vitest";
import { lambdaHandler, type LambdaHandler } from "../../lib/http/lambda.ts";
import { httpEvent, responseOf } from "./events.ts";
import { expectNoTraces, problemOf } from "./problems.ts";
import { LISTED_ORIGIN, openTestService, storedIn, type TestService } from "./test-service.ts";
import { checkedHandler } from "../openapi/checked.ts";

let service: TestService;
let handler: LambdaHandler;

beforeEach(async () => {
  service = await openTestService();
  const { app, log } = service;
  handler = checkedHandler(
    lambdaHandler(app, { deployed: false, allowedOrigins: [LISTED_ORIGIN], log }),
  );
});

interface Sent {
  readonly body: string | Uint8Array;
  readonly type?: string | undefined;
}

async function generate({ body, type = "application/json" }: Sent): Promise<Response> {
  const headers: Record<string, string> = type === "" ? {} : { "content-type": type };
  const event = httpEvent({ method: "POST", path: "/report/generate", headers, body });
  return responseOf(await handler(event));
}

async function expectNothingTouched(): Promise<void> {
  expect(await storedIn(service.cacheDir, "claims")).toEqual([]);
  expect(await storedIn(service.cacheDir, "reports")).toEqual([]);
  expect(service.lines).toEqual([]);
}

/** Ways out of the folder of cases, were one of them ever taken for a name. */
const SPELLINGS = [
  "../case_sparse",
  "..\\case_sparse",
  "..",
  ".",
  "./case_sparse",
  "case_sparse/../case_sparse",
  "case_sparse/",
  "case_sparse/manifest.json",
  "....//case_sparse",
  "%2e%2e",
  "%2e%2e%2f",
  "%2E%2E%5C",
  "..%2fcase_sparse",
  "%252e%252e%252f",
  "%c0%ae%c0%ae%c0%af",
  "%e0%80%ae",
  "/etc/passwd",
  "\\\\server\\share",
  "C:\\windows",
  "file:///etc/passwd",
  "case_sparse\0",
  "case_sparse%00",
  "case_sparse%0a",
  "case_sparse\n",
  " case_sparse",
  "\u{ff0e}\u{ff0e}\u{ff0f}",
  "%ef%bc%8e%ef%bc%8e",
  "\u{2025}",
  "cas\u{e9}",
  "case_sparse;",
  "${case_sparse}",
  "~root",
  "\u{d800}",
  "",
  "x".repeat(129),
  "x".repeat(10_000),
];

test.each(SPELLINGS)(
  "a body that names the case %j returns 422 and reads nothing",
  async (caseId) => {
    const answer = await generate({ body: JSON.stringify({ case_id: caseId }) });
    const problem = await problemOf(answer, "invalid_body");
    expect(problem).toMatchObject({ member: "case_id" });
    expect(problem.detail).toContain("1 to 128 characters");
    expect(problem.detail.length).toBeLessThan(300);
    await expectNothingTouched();
  },
);

/** In a path `.` and `..` are resolved first, as clients and gateways do: the rest may be valid. */
const RESOLVED = new Set(["./case_sparse", "case_sparse/../case_sparse"]);

test.each(SPELLINGS.filter((spelling) => !RESOLVED.has(spelling)))(
  "a path that names the case %j is refused and reads nothing",
  async (caseId) => {
    for (const path of [`/report/cases/${caseId}`, `/report/${caseId}`, `/report/${caseId}.pdf`]) {
      for (const method of ["GET", "POST"]) {
        const answer = responseOf(await handler(httpEvent({ method, path })));
        expect([400, 404, 405]).toContain(answer.status);
        expectNoTraces(await answer.text());
      }
    }
    await expectNothingTouched();
  },
);

test.each([
  ["/report/cases/%2e%2e%2f", 400],
  ["/report/cases/..%2fcases", 400],
  ["/report/cases/%252e%252e%252f", 400],
  ["/report/cases/%c0%ae%c0%ae%c0%af", 400],
  ["/report/cases/%ef%bc%8e%ef%bc%8e", 400],
  ["/report/cases/\u{ff0e}\u{ff0e}", 400],
  ["/report/cases/case_sparse%00", 400],
  ["/report/cases/%", 400],
  [`/report/cases/${"x".repeat(10_000)}`, 400],
  [`/report/${"x".repeat(10_000)}`, 400],
  ["/report/%2e%2e%2f.pdf", 400],
  ["/report/cases//etc/passwd", 404],
  ["/report/cases/../../etc/passwd", 404],
  ["/report/cases/..\\..\\etc\\passwd", 400],
  ["/report/cases/case_sparse\n", 400],
  ["/report/cases/case\t_sparse", 400],
  ["/report/%2e%2e/%2e%2e/etc/passwd", 404],
  ["/../../etc/passwd", 404],
] as const)("%s is %i", async (path, status) => {
  const code = status === 400 ? "invalid_request" : "not_found";
  const problem = await problemOf(responseOf(await handler(httpEvent({ path }))), code);
  expect(problem.detail.length).toBeLessThan(200);
  await expectNothingTouched();
});

test.each([
  ['{"case_id": 1}', "case_id", "a JSON number"],
  ['{"case_id": true}', "case_id", "a JSON boolean"],
  ['{"case_id": null}', "case_id", "null"],
  ['{"case_id": ["case_sparse"]}', "case_id", "an array"],
  ['{"case_id": {"id": "case_sparse"}}', "case_id", "a JSON object"],
  ['{"caseId": "case_sparse"}', "case_id", "none"],
  ['{"__proto__": {"case_id": "case_sparse"}}', "case_id", "none"],
  ["{}", "case_id", "none"],
  ["[]", "the body", "an array"],
  ['["case_sparse"]', "the body", "an array"],
  ["7", "the body", "a JSON number"],
  ['"case_sparse"', "the body", "other text"],
  ["null", "the body", "null"],
  ["true", "the body", "a JSON boolean"],
])("the body %s returns 422: at %s, %s was found", async (body, member, found) => {
  const problem = await problemOf(await generate({ body }), "invalid_body");
  expect(problem).toMatchObject({ member });
  expect(problem.detail).toContain(`found ${found}`);
  await expectNothingTouched();
});

const encoded = (text: string) => new TextEncoder().encode(text);
const overlong = Buffer.concat([
  encoded('{"case_id": "'),
  Buffer.from([0xc0, 0xae, 0xc0, 0xae, 0xc0, 0xaf]),
  encoded('"}'),
]);

test.each<[string, string | Uint8Array]>([
  ["empty", ""],
  ["of white space", " \n"],
  ["cut short", '{"case_id": "case_sp'],
  ["of JSON and more", '{"case_id": "case_sparse"} x'],
  ["in single quotes", "{'case_id': 'case_sparse'}"],
  ["a form", "case_id=case_sparse"],
  ["NaN", "NaN"],
  ["over-long UTF-8", overlong],
  ["UTF-16", Buffer.from('{"case_id": "case_sparse"}', "utf16le")],
  ["not UTF-8", Buffer.from([0xff, 0xfe, 0x00])],
])("a body that is %s returns 400", async (_what, body) => {
  const problem = await problemOf(await generate({ body }), "invalid_request");
  expect(problem.detail).toContain('{"case_id": "case_001"}');
  await expectNothingTouched();
});

test("a body of JSON nested 10,000 levels deep gets an answer like any other", async () => {
  const body = `${"[".repeat(10_000)}${"]".repeat(10_000)}`;
  expect((await generate({ body })).status).toBe(422);
});

const LIMIT = 64 * 1024;
const padded = (bytes: number) => `{"case_id": "case_sparse"}`.padEnd(bytes, " ");

test("a body is limited to 64 KiB, whatever it holds", async () => {
  expect((await generate({ body: padded(LIMIT) })).status).toBe(200);
  for (const bytes of [LIMIT + 1, 1024 * 1024]) {
    const problem = await problemOf(await generate({ body: padded(bytes) }), "body_too_large");
    expect(problem.detail).toContain(`${LIMIT} bytes`);
    expect(problem.detail).toContain(`found ${bytes}`);
  }
  const characters = `{"case_id": "${"\u{e9}".repeat(LIMIT / 2)}"}`;
  await problemOf(await generate({ body: characters }), "body_too_large");
});

test.each([
  "",
  "text/plain",
  "text/json",
  "multipart/form-data; boundary=x",
  "application/x-www-form-urlencoded",
  "application/jsonp",
  "application/problem+json",
  "application",
  "text/plain; application/json",
  "text/plain, application/json",
])("a valid body declared as %j returns 415", async (type) => {
  const problem = await problemOf(
    await generate({ body: '{"case_id": "case_sparse"}', type }),
    "unsupported_media_type",
  );
  expect(problem.detail).toContain("application/json");
  await expectNothingTouched();
});

test.each([
  "application/json",
  "Application/JSON",
  "application/json;charset=utf-8",
  'application/json ; charset="UTF-8"',
])("a body declared as %j is read", async (type) => {
  expect((await generate({ body: '{"case_id": "case_sparse"}', type })).status).toBe(200);
});
