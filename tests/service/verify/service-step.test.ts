import { createServer, type RequestListener } from "node:http";
import { expect, test } from "vitest";
import { serviceStep, serviceUrl } from "../../../lib/service/verify/service-step.ts";
import { serveHere } from "../../servers/listen-here.ts";

const PDF = new TextEncoder().encode("%PDF-1.7 of this report\n%%EOF\n");
const KEY = "a".repeat(64);

/** The URL of a service on this machine that gives the answers of the test. */
async function serving(answer: RequestListener): Promise<URL> {
  return new URL(await serveHere(createServer(answer)));
}

const ask = async (base: URL, timeoutMs = 20_000) =>
  await serviceStep({ base, key: KEY, pdf: PDF, timeoutMs });

test("the step holds for the same bytes, also behind a path prefix", async () => {
  const paths: string[] = [];
  const base = await serving(({ url = "" }, response) => {
    paths.push(url);
    response.end(PDF);
  });
  expect(await ask(base)).toMatchObject({ outcome: "holds" });
  expect(await ask(new URL("/prefix?x=1#y", base))).toMatchObject({ outcome: "holds" });
  expect(paths).toEqual([`/report/${KEY}.pdf`, `/prefix/report/${KEY}.pdf`]);
});

test("the service gets the Authorization header, and the store that it redirects to does not", async () => {
  const got: [string, string | undefined][] = [];
  const store = await serving(({ headers }, response) => {
    got.push(["store", headers.authorization]);
    response.end(PDF);
  });
  const base = await serving(({ headers }, response) => {
    got.push(["service", headers.authorization]);
    response.writeHead(303, { location: store.href }).end();
  });
  const asked = { base, key: KEY, pdf: PDF, authorization: "Bearer abc" };
  expect(await serviceStep(asked)).toMatchObject({ outcome: "holds" });
  expect(got).toEqual([
    ["service", "Bearer abc"],
    ["store", undefined],
  ]);
});

test.each([401, 403])(
  "a service that answers %i names the setting of the header",
  async (status) => {
    const base = await serving((_request, response) => response.writeHead(status).end());
    expect(await ask(base)).toMatchObject({
      outcome: "not_checked",
      detail: expect.stringContaining("Set CLARITY_AUTHORIZATION"),
    });
  },
);

test.each([
  ["another byte", PDF.with(9, 1)],
  ["fewer bytes", PDF.slice(0, -1)],
  ["more bytes", Buffer.concat([PDF, PDF])],
])("the step does not hold for %s", async (_, body) => {
  const base = await serving((_request, response) => response.end(body));
  expect(await ask(base)).toEqual({
    step: "service",
    outcome: "does_not_hold",
    detail: `${base.origin} serves different bytes under this key.`,
  });
});

test("an endless response is read only up to the length of the report", async () => {
  const base = await serving((_request, response) => {
    response.write(PDF);
    const write = setInterval(() => response.write(Buffer.alloc(65_536)), 1);
    response.on("close", () => {
      clearInterval(write);
    });
  });
  expect(await ask(base)).toMatchObject({ outcome: "does_not_hold" });
});

test("one redirect of the service itself is followed", async () => {
  const store = await serving((_request, response) => response.end(PDF));
  const base = await serving((_request, response) =>
    response.writeHead(303, { location: new URL("/object", store).href }).end(),
  );
  expect(await ask(base)).toMatchObject({ outcome: "holds" });
  const loop = await serving((_request, response) =>
    response.writeHead(303, { location: new URL("/object", base).href }).end(),
  );
  expect(await ask(loop)).toMatchObject({ outcome: "not_checked" });
});

test.each([301, 302, 307, 308])("a redirect with status %i is not followed", async (status) => {
  const store = await serving((_request, response) => response.end(PDF));
  const base = await serving((_request, response) =>
    response.writeHead(status, { location: store.href }).end(),
  );
  expect(await ask(base)).toEqual({
    step: "service",
    outcome: "not_checked",
    detail: `${base.origin} returned status ${status}. Redirects are not followed: use the service's own address.`,
  });
});

test("the step fails for a service without the report, and is not checked for one that is unavailable", async () => {
  const missing = await serving((_request, response) => response.writeHead(404).end());
  expect(await ask(missing)).toMatchObject({
    outcome: "does_not_hold",
    detail: `${missing.origin} has no report under this key.`,
  });
  const failing = await serving((_request, response) => response.writeHead(503).end());
  expect(await ask(failing)).toMatchObject({
    outcome: "not_checked",
    detail: `${failing.origin} returned status 503.`,
  });
});

test("the step is not checked when the service is missing or does not respond", async () => {
  expect(await ask(new URL("http://127.0.0.1:1"))).toMatchObject({
    outcome: "not_checked",
    detail: expect.stringMatching(
      /^http:\/\/127\.0\.0\.1:1 could not be reached: \w.+\. Try again later\.$/,
    ),
  });
  const silent = await serving(() => undefined);
  expect(await ask(silent, 100)).toMatchObject({
    detail: `${silent.origin} could not be reached: no response within 0.1 s. Try again later.`,
  });
});

test("a report without a key is not requested", async () => {
  const step = await serviceStep({ base: new URL("http://127.0.0.1:1"), key: undefined, pdf: PDF });
  expect(step).toMatchObject({
    outcome: "not_checked",
    detail: expect.stringContaining("key.json"),
  });
});

test.each(["reports.example.org", "ftp://reports.example.org", "https://user:secret@example.org"])(
  "%s is not the URL of a service",
  (text) => {
    expect(() => serviceUrl(text)).toThrow(
      expect.objectContaining({ reason: "service_url_invalid", facts: { given: text } }),
    );
  },
);
