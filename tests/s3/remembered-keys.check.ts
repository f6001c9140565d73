import { beforeEach, describe, expect, it } from "vitest";
import { temporaryCases, type StoredCases } from "../packaged/stored-cases.ts";
import { readLogLine } from "../telemetry/log-lines.ts";
import { ObservedService } from "./observed-service.ts";

const CASE = "case_sparse";
const FILES = 5;
const METRICS = `cases/${CASE}/metrics.json`;

let cases: StoredCases;
beforeEach(async () => {
  cases = await temporaryCases();
  await cases.add(CASE);
});

const start = async () => await ObservedService.start(cases);

/** The answer to a request for the report, and how many files of the case were read for it. */
async function ask(service: ObservedService) {
  service.proxy.forget();
  const { response } = await service.generate(CASE);
  expect(response.status).toBe(200);
  const { headers } = response;
  const read = service.wire().filter((line) => line.startsWith("GET cases/")).length;
  return { key: headers.get("x-cache-key"), hit: headers.get("x-cache-hit"), read };
}

/** Why keys could not be used or stored, as a process has logged it. */
function failuresOf(service: ObservedService): unknown[] {
  return service
    .output()
    .split("\n")
    .filter((line) => line.includes('"key_memory_failed"'))
    .map((line) => readLogLine(line)["reason"]);
}

async function storedKey(): Promise<string> {
  const names = await cases.names("keys/");
  expect(names).toHaveLength(1);
  return names[0] ?? "";
}

describe("an edit shows at once, in a process that used a stored key and in one that did not:", () => {
  const edits: readonly (readonly [string, () => Promise<void>])[] = [
    ["a file with other content", async () => await cases.put(METRICS, "{}")],
    ["a file without content", async () => await cases.put(METRICS, "null")],
    ["a file fewer", async () => await cases.remove(METRICS)],
    [
      "a file more",
      async () =>
        await cases.put(`cases/${CASE}/confidence_surface.json`, '{"confidence_surfaces": []}'),
    ],
  ];

  it.each(edits)("%s", async (_, edit) => {
    const before = await ask(await start());
    const user = await start();
    expect(await ask(user)).toEqual({ key: before.key, hit: "true", read: 0 });
    await edit();
    const edited = await user.generate(CASE);
    const other = await (await start()).generate(CASE);
    expect(other.response.status).toBe(edited.response.status);
    const [one, two] = [edited, other].map(({ response }) => response.headers.get("x-cache-key"));
    expect(one).toBe(two);
    expect(one).not.toBe(before.key);
  });

  it("and an edit that is undone has the first key again", async () => {
    const original = new TextDecoder().decode(await cases.bytes(METRICS));
    const { key } = await ask(await start());
    await cases.put(METRICS, "{}");
    expect((await ask(await start())).key).not.toBe(key);
    await cases.put(METRICS, original);
    expect(await ask(await start())).toMatchObject({ key, hit: "true" });
  });
});

it.each([
  ["empty", ""],
  ["garbage", "<html>"],
  ["a key alone", "0".repeat(64)],
  ["of another state", JSON.stringify({ fingerprint: "0".repeat(64), key: "0".repeat(64) })],
])("a stored key that is damaged (%s) is reported, and the case is read", async (_, body) => {
  const { key } = await ask(await start());
  await cases.put(await storedKey(), body);
  const service = await start();
  expect(await ask(service)).toEqual({ key, hit: "true", read: FILES });
  expect(failuresOf(service)).toEqual(["damaged"]);
  // The process knows the key now.
  expect(await ask(service)).toEqual({ key, hit: "true", read: 0 });
});

it("a stored key without its report leads to the same report", async () => {
  const { key } = await ask(await start());
  const [report = ""] = await cases.names("reports/");
  const bytes = Buffer.from(await cases.bytes(report));
  for (const name of [report, ...(await cases.names("claims/"))]) await cases.remove(name);
  expect(await ask(await start())).toMatchObject({ key, hit: "false" });
  expect(bytes.equals(await cases.bytes(report))).toBe(true);
});

describe("a service that may not use keys answers without them", () => {
  it.each([
    ["read", "GET", "unread"],
    ["create", "PUT", "unwritten"],
  ])("(it may not %s them)", async (_, method, reason) => {
    const { key } = await ask(await start());
    const isPut = method === "PUT";
    if (isPut) await cases.remove(await storedKey());
    const service = await start();
    service.proxy.faultOf = (request) =>
      request.method === method && request.path.startsWith("keys/")
        ? { type: "forbidden" }
        : undefined;
    expect(await ask(service)).toEqual({ key, hit: "true", read: FILES });
    expect(await ask(service)).toEqual({ key, hit: "true", read: 0 });
    expect(failuresOf(service)).toEqual([reason]);
  });
});

it("4 processes that see a new case at once render one report and store one key", async () => {
  const services = await Promise.all([1, 2, 3, 4].map(start));
  const answers = await Promise.all(services.map(async (service) => await service.generate(CASE)));
  const statuses = answers.map(({ response }) => response.status);
  expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(0);
  expect(statuses.filter((status) => status !== 200 && status !== 409)).toEqual([]);
  await storedKey();
  expect(await cases.names("reports/")).toHaveLength(1);
  expect(services.reduce((total, service) => total + service.renderings(), 0)).toBe(1);
  expect(await ask(await start())).toMatchObject({ hit: "true", read: 0 });
});
