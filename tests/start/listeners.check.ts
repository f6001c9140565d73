import { execFile } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, inject, onTestFinished, test } from "vitest";
import { freePort } from "../servers/free-port.ts";
import { temporaryFolder } from "../store/temp-folder.ts";
import { LocalService, makeHome } from "./local-service.ts";
import { listenersOf, processTree } from "./process-tree.ts";
import { sendRaw } from "./raw.ts";

async function startOn(host: string, port: number): Promise<LocalService> {
  const service = await LocalService.start(await makeHome(), { HOST: host, PORT: String(port) });
  onTestFinished(async () => await service.discard());
  return service;
}

test.each(["127.0.0.1", "0.0.0.0"])("npm start on %s opens one address", async (host) => {
  const port = await freePort();
  const service = await startOn(host, port);
  expect(listenersOf(processTree(service.pid))).toEqual([`tcp ${host}:${port}`]);
  // The start itself sends no request.
  expect(service.logged("request")).toEqual([]);
  // Nothing opens later, when the functions have been used.
  for (const path of ["/", "/health", "/report/cases", "/demo/cases"]) {
    expect((await service.get(path)).status).toBe(200);
  }
  expect((await service.post("case_sparse")).status).toBe(200);
  expect(listenersOf(processTree(service.pid))).toEqual([`tcp ${host}:${port}`]);
});

/** serverless-offline's own port for invoking functions; it was once open as a second port. */
test("no function can be invoked except through the service's HTTP routes", async () => {
  const port = await freePort();
  const service = await startOn("127.0.0.1", port);
  const event = {
    version: "2.0",
    rawPath: "/demo/cases",
    requestContext: { http: { method: "GET" } },
  };
  const path = "/2015-03-31/functions/clarity-report-dev-demo/invocations";
  const init = {
    method: "POST",
    headers: { origin: "https://evil.example" },
    body: JSON.stringify(event),
  };
  expect((await service.get(path, init)).status).toBe(404);
});

test("a service that accepts every host name still refuses an invalid Host", async () => {
  const port = await freePort();
  await startOn("0.0.0.0", port);
  const statusFor = async (host: string) => {
    const lines = ["GET /health HTTP/1.1", `Host: ${host}`, "Connection: close"];
    return Number((await sendRaw(port, lines)).split(" ")[1]);
  };
  for (const host of ["audit.example", "192.0.2.7:3000", "[2001:db8::1]:3000", "localhost"]) {
    expect([host, await statusFor(host)]).toEqual([host, 200]);
  }
  for (const host of ["127.999.999.999", "[::g]:3000", "a b", "%zz", "x:99999", "x/y", "x@y", ""]) {
    expect([host, await statusFor(host)]).toEqual([host, 400]);
  }
});

test("serverless offline, which would open a second port, is refused", async () => {
  const serverless = "node_modules/serverless/bin/serverless.js";
  const port = String(await freePort());
  for (const command of [["offline"], ["offline", "start"]]) {
    const args = [serverless, ...command, "--httpPort", port];
    const run = promisify(execFile)(process.execPath, args, { cwd: inject("builtService") });
    await expect(run).rejects.toMatchObject({
      code: 1,
      stdout: expect.stringContaining("Run `npm start` instead."),
    });
  }
});

/** Without this, a list that misses everything would look like a service that opens nothing. */
test("the list of listeners has TCP, UDP and Unix sockets of a process, and no others", async () => {
  const before = new Set(listenersOf([process.pid]));
  const path = join(await temporaryFolder(), "socket");
  const tcp4 = createServer().listen(0, "127.0.0.1");
  const tcp6 = createServer().listen(0, "::1");
  const unix = createServer().listen(path);
  const udp = createSocket("udp4").bind(0, "127.0.0.1");
  await Promise.all([tcp4, tcp6, unix, udp].map(async (socket) => await once(socket, "listening")));
  const found = listenersOf([process.pid]).filter((name) => !before.has(name));
  for (const server of [tcp4, tcp6, unix, udp]) server.close();
  expect(found.toSorted()).toEqual([
    expect.stringMatching(/^tcp 127\.0\.0\.1:\d+$/),
    expect.stringMatching(/^tcp6 0{24}01000000:\d+$/),
    expect.stringMatching(/^udp 127\.0\.0\.1:\d+$/),
    `unix ${path}`,
  ]);
});
