import { createServer, type RequestListener } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { serviceStep, serviceUrl } from "../../../lib/service/verify/service-step.ts";

const PDF = new TextEncoder().encode("%PDF-1.7 of this report\n%%EOF\n");
const KEY = "a".repeat(64);

/** A service on this machine that answers as it is told; its URL. */
async function serving(answer: RequestListener): Promise<URL> {
  const server = createServer(answer);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("expected a port");
  return new URL(`http://127.0.0.1:${address.port}`);
}

const ask = async (base: URL, timeoutMs = 20_000) =>
  await serviceStep({ base, key: KEY, pdf: PDF, timeoutMs });

test("the same bytes hold, also behind a path prefix", async () => {
  const paths: string[] = [];
  const base = await serving(({ url = "" }, response) => {
    paths.push(url);
    response.end(PDF);
  });
  expect(await ask(base)).toMatchObject({ outcome: "holds" });
  expect(await ask(new URL("/prefix?x=1#y", base))).toMatchObject({ outcome: "holds" });
  expect(paths).toEqual([`/report/${KEY}.pdf`, `/prefix/report/${KEY}.pdf`]);
});

test.each([
  ["another byte", PDF.with(9, 1)],
  ["fewer bytes", PDF.slice(0, -1)],
  ["more bytes", Buffer.concat([PDF, PDF])],
])("%s do not hold", async (_, body) => {
  const base = await serving((_request, response) => response.end(body));
  expect(await ask(base)).toEqual({
    step: "service",
    outcome: "does_not_hold",
    detail: `${base.origin} serves different bytes under this key.`,
  });
});

test("an endless answer is read no further than the report is long", async () => {
  const base = await serving((_request, response) => {
    response.write(PDF);
    const write = setInterval(() => response.write(Buffer.alloc(65_536)), 1);
    response.on("close", () => {
      clearInterval(write);
    });
  });
  expect(await ask(base)).toMatchObject({ outcome: "does_not_hold" });
});

test("the redirect of the service itself is followed, once", async () => {
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

test("a service without the report does not hold; one that is out of order was not asked", async () => {
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

test("a service that is not there, or does not answer, was not asked", async () => {
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

test("a report without a key is not asked for", async () => {
  const step = await serviceStep({ base: new URL("http://127.0.0.1:1"), key: undefined, pdf: PDF });
  expect(step).toMatchObject({
    outcome: "not_checked",
    detail: expect.stringContaining("key.json"),
  });
});

test.each(["reports.example.org", "ftp://reports.example.org", "https://user:secret@example.org"])(
  "%s is not the URL of a service",
  (text) => {
    expect(() => serviceUrl(text)).toThrow("Expected the URL of a service");
  },
);
