/** All functions behind one address, as a gateway puts them there. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { httpEvent } from "../http/events.ts";
import { freePort } from "../servers/free-port.ts";
import type { FunctionName } from "./package.ts";
import { Sandbox, type Settings } from "./sandbox.ts";

type Ask = (event: unknown) => Promise<Response>;

/** The address of a stage that is gone when the test is over. One sandbox a function: it does one thing at a time. */
export async function temporaryStage(settings: Settings): Promise<string> {
  const functions = {
    report: await inTurn("report", settings),
    demo: await inTurn("demo", settings),
    console: await inTurn("console", settings),
  };
  const server = createServer((request, response) => {
    const [, first = ""] = (request.url ?? "").split("/");
    const ask = first === "report" || first === "demo" ? functions[first] : functions.console;
    void relay(ask, request, response);
  });
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const port = await freePort();
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${port}`;
}

async function inTurn(name: FunctionName, settings: Settings): Promise<Ask> {
  const sandbox = await Sandbox.start(name, { settings });
  onTestFinished(async () => await sandbox.discard());
  let last: Promise<unknown> = Promise.resolve();
  return async (event) => {
    const answer = last.then(async () => await sandbox.ask(event));
    last = answer.catch(() => undefined);
    return await answer;
  };
}

async function relay(ask: Ask, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, search } = new URL(request.url ?? "", "http://stage");
  const body = await buffer(request);
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
  const event = httpEvent({
    method: request.method ?? "",
    path: pathname,
    query: search.slice(1),
    headers: Object.fromEntries(headers),
    ...(body.length === 0 ? {} : { body: body.toString() }),
  });
  try {
    const answer = await ask(event);
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  } catch (error) {
    response.writeHead(502).end(String(error));
  }
}
