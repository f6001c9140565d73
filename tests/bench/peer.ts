import { median, type Figure } from "./figure.ts";
import { msPerRequest, type Target } from "./http-load.ts";
import { reportOf, withLocalService } from "./local-service.ts";

const ROUNDS = 7;
const REQUESTS = 200;
const CASE = "case_001";

/**
 * Compares a hit of this service over HTTP with a request to another service, in turns.
 *
 * @param peer the request, such as `POST http://localhost:8000/report/generate`
 * @param body its body, JSON
 */
export async function measurePeer(peer: string, body?: string): Promise<Figure[]> {
  const target = targetOf(peer, body);
  return await withLocalService(async (url) => {
    const own = reportOf(CASE, url);
    await msPerRequest(own, 1, 1);
    const figures = [];
    for (const connections of [1, 10]) figures.push(await inTurns(own, target, connections));
    return figures.flat();
  });
}

function targetOf(peer: string, body: string | undefined): Target {
  const [, method = "", url = ""] = /^([A-Z]+) (https?:\/\/\S+)$/.exec(peer) ?? [];
  if (method !== "" && URL.canParse(url)) return { method, url, body: body || undefined };
  throw new Error(
    `--peer: expected a method and an address, such as "POST http://localhost:8000/report", found "${peer}"`,
  );
}

async function inTurns(own: Target, peer: Target, connections: number): Promise<Figure[]> {
  const times = { own: [] as number[], peer: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    times.own.push(await msPerRequest(own, connections, REQUESTS));
    times.peer.push(await msPerRequest(peer, connections, REQUESTS));
  }
  const ms = { own: median(times.own), peer: median(times.peer) };
  const clients = connections === 1 ? "1 connection" : `${connections} connections`;
  return [
    { what: `a hit over HTTP, ${clients}`, value: ms.own, unit: "ms" },
    { what: `the peer's, ${clients}`, value: ms.peer, unit: "ms" },
    { what: `a hit / the peer's, ${clients}`, value: ms.own / ms.peer, unit: "times", limit: 1 },
  ];
}
