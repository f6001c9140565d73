import { Agent, request } from "node:http";

/** A request that is sent again and again. */
export interface Target {
  readonly method: string;
  readonly url: string;
  readonly body?: string | undefined;
}

/**
 * How long one request takes when `connections` clients each send one after the other: total time divided by the
 * number of requests, in milliseconds.
 *
 * @throws Error when a response is not 2xx
 */
export async function msPerRequest(
  target: Target,
  connections: number,
  requests: number,
): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const start = performance.now();
  let sent = 0;
  const client = async () => {
    while (sent++ < requests) await send(target, agent);
  };
  await Promise.all(Array.from({ length: connections }, client));
  agent.destroy();
  return (performance.now() - start) / requests;
}

async function send({ method, url, body }: Target, agent: Agent): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const headers = body === undefined ? {} : { "content-type": "application/json" };
    const sent = request(url, { method, agent, headers }, (response) => {
      const { statusCode = 0 } = response;
      if (statusCode < 200 || statusCode > 299) {
        reject(
          new Error(`${method} ${url}: expected a status from 200 to 299, found ${statusCode}`),
        );
      }
      response.resume().on("end", resolve).on("error", reject);
    });
    sent.on("error", reject).end(body);
  });
}
