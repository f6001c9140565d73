import { describe, expect, it } from "vitest";
import { createApp } from "../../lib/http/app.ts";
import { createLog } from "../../lib/telemetry/log.ts";
import { problemOf } from "./problems.ts";

const log = createLog("error", () => undefined);
const apps = {
  loopback: createApp({ allowedOrigins: ["http://localhost:3000"], log, loopback: true }),
  open: createApp({ allowedOrigins: ["http://localhost:3000"], log, loopback: false }),
};

/** Whether a request with this `Host` reaches the routes, of which this application has none. */
async function isLetIn(app: keyof typeof apps, host: string | undefined): Promise<boolean> {
  const headers = host === undefined ? {} : { host };
  const request = new Request("http://localhost/nothing", { headers });
  const response = await apps[app].fetch(request, { requestId: "1", deadline: undefined });
  const refused = response.status === 400;
  await problemOf(response, refused ? "invalid_request" : "not_found");
  return !refused;
}

describe("the Host of a request", () => {
  it.each([undefined, "localhost", "LOCALHOST:3000", "127.0.0.1:3000", "127.9.9.9", "[::1]:3000"])(
    "%j is one of this machine's names",
    async (host) => {
      expect(await isLetIn("loopback", host)).toBe(true);
      expect(await isLetIn("open", host)).toBe(true);
    },
  );

  it.each(["evil.example", "localhost.evil.example", "[::2]", "192.168.0.1:3000"])(
    "%j is refused when only this machine may send requests",
    async (host) => {
      expect(await isLetIn("loopback", host)).toBe(false);
      expect(await isLetIn("open", host)).toBe(true);
    },
  );

  it.each(["127.999.999.999", "[::g]", "localhost:99999", "%zz", "a b", "user@localhost"])(
    "%j is not a valid host and always refused",
    async (host) => {
      expect(await isLetIn("loopback", host)).toBe(false);
      expect(await isLetIn("open", host)).toBe(false);
    },
  );
});
