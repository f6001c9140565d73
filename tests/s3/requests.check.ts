import { beforeEach, describe, expect, it } from "vitest";
import { Gate } from "../cache/cache-fixture.ts";
import { generateEvent, httpEvent } from "../http/events.ts";
import { temporaryCases, type StoredCases } from "../packaged/stored-cases.ts";
import { ObservedService } from "./observed-service.ts";

const CASE = "case_sparse";
const FILES = ["checksums", "manifest", "metrics", "overlay_bundle", "robustness_surface"];

/** The cost of freshness: one list shows whether the artifacts are unchanged. */
const ASKING_FOR_CASE = [`GET ?prefix=cases/${CASE}/ 200`];
/** The requests for a new or changed case: locate it, read it, and check that it is settled. */
const READING_CASE = [
  ...ASKING_FOR_CASE,
  ...ASKING_FOR_CASE,
  ...FILES.map((file) => `GET cases/${CASE}/${file}.json 200`),
].toSorted();

/** This process has not read the case, and no process has stored its key, or one has. */
const KEY_UNKNOWN = ["GET keys/KEY.json 404", "PUT keys/KEY.json 200"];
const KEY_FOUND = ["GET keys/KEY.json 200"];

/** For a known case without a report: it is read again to be rendered. */
const READING_AGAIN = [...READING_CASE, ...ASKING_FOR_CASE].toSorted();

const entry = (caseId: string) => `reports-of/${caseId}/keys/0.KEY`;
/** The list of the case's reports has no entry for it, and gets one; or none, since nothing was rendered; or it has one. */
const added = (caseId: string) => [`GET ${entry(caseId)} 404`, `PUT ${entry(caseId)} 200`];
const ENTRY_ADDED = added(CASE);
const ENTRY_MISSING = [`GET ${entry(CASE)} 404`];
const ENTRY_FOUND = [`GET ${entry(CASE)} 200`];

const REPORT_FOUND = "GET reports/KEY/0.pdf 200";
const NO_REPORT = "GET reports/KEY/0.pdf 404";
const CHECK_FIRST = ["PUT probe/create-only 200", "PUT probe/create-only 412"];
const CHECK = ["PUT probe/create-only 412"];
const RENDERING = ["PUT claims/KEY/0/0 200", "PUT reports/KEY/0.pdf 200"];
const CONFLICT = [
  "PUT claims/KEY/0/0 412",
  "GET ?prefix=claims/KEY/0/ 200",
  "GET claims/KEY/0/0 200",
];

let cases: StoredCases;
beforeEach(async () => {
  cases = await temporaryCases();
  await cases.add(CASE);
});

const start = async () => await ObservedService.start(cases);

/** How the request went, and what it took: for case, key and index apart, since that goes together with the rest. */
async function ask(service: ObservedService, event: unknown = generateEvent(CASE)) {
  service.proxy.forget();
  const { response } = await service.ask(event);
  const wire = service.wire();
  const ofCase = wire.filter(isOfCase).toSorted();
  const ofKey = wire.filter(isOfKey).toSorted();
  const index = wire.filter(isOfIndex);
  const others = wire.filter((one) => !isOfCase(one) && !isOfKey(one) && !isOfIndex(one));
  const { status, headers } = response;
  return {
    status,
    hit: headers.get("x-cache-hit"),
    wire: [...ofCase, ...ofKey, ...others, ...index],
  };
}

function isOfIndex(line: string): boolean {
  return line.includes(" reports-of/");
}

function isOfKey(line: string): boolean {
  return line.includes(" keys/");
}

function isOfCase(line: string): boolean {
  return line.includes("cases/");
}

/** Ceph's 304 has no Last-Modified, which could tell an equal object from the same one, so the report is read. */
const REPORT_READ_AGAIN = ["GET reports/KEY/0.pdf 304", REPORT_FOUND];

const MISS = { status: 200, hit: "false" };
const HIT = { status: 200, hit: "true" };
const IN_PROGRESS = { status: 409, hit: null };

const WARM = { ...HIT, wire: [...ASKING_FOR_CASE, ...REPORT_READ_AGAIN].toSorted() };

/** Asks for the case and the report at the same time, so in any order. */
async function warmHit(service: Parameters<typeof ask>[0]) {
  const { wire, ...answer } = await ask(service);
  return { ...answer, wire: wire.toSorted() };
}

describe("the requests to S3, counted on the wire:", () => {
  it("the very first miss reads the case, checks the store with two, and takes seven more", async () => {
    const service = await start();
    const wire = [
      ...READING_CASE,
      ...KEY_UNKNOWN,
      NO_REPORT,
      ...CHECK_FIRST,
      ...RENDERING,
      ...ENTRY_ADDED,
    ];
    expect(await ask(service)).toEqual({ ...MISS, wire });
  });

  it("the first miss of a process checks the store with one, and later ones with none", async () => {
    await ask(await start());
    await cases.add("case_rich", "case_one");
    await cases.add("case_rich", "case_two");
    const service = await start();
    const beyondCase = async (caseId: string) => {
      const { wire, ...answer } = await ask(service, generateEvent(caseId));
      const beyond = wire.filter((line) => !isOfCase(line));
      return { ...answer, wire: beyond, reading: wire.length - beyond.length };
    };
    const reading = READING_CASE.length;
    const first = [...KEY_UNKNOWN, NO_REPORT, ...CHECK, ...RENDERING, ...added("case_one")];
    expect(await beyondCase("case_one")).toEqual({ ...MISS, wire: first, reading });
    const later = [...KEY_UNKNOWN, NO_REPORT, ...RENDERING, ...added("case_two")];
    expect(await beyondCase("case_two")).toEqual({ ...MISS, wire: later, reading });
  });

  it("a hit takes one and one for freshness, and two more in a process that has not read the case", async () => {
    const maker = await start();
    await ask(maker);
    // A report is in memory once it was read.
    expect(await ask(maker)).toEqual({ ...HIT, wire: [...ASKING_FOR_CASE, REPORT_FOUND] });
    expect(await warmHit(maker)).toEqual(WARM);
    const other = await start();
    const cold = [...ASKING_FOR_CASE, ...KEY_FOUND, REPORT_FOUND, ...ENTRY_FOUND];
    expect(await ask(other)).toEqual({ ...HIT, wire: cold });
    expect(await warmHit(other)).toEqual(WARM);
  });

  it("a hit of a case whose key is not stored reads the case and stores the key", async () => {
    await ask(await start());
    for (const name of await cases.names("keys/")) await cases.remove(name);
    const wire = [...READING_CASE, ...KEY_UNKNOWN, REPORT_FOUND, ...ENTRY_FOUND];
    expect(await ask(await start())).toEqual({ ...HIT, wire });
    expect(await cases.names("keys/")).toHaveLength(1);
  });

  it("a conflict takes five and those for the case, even if its key is known", async () => {
    const owner = await start();
    const rendered = new Gate();
    owner.proxy.faultOf = ({ method, path }) => {
      if (method !== "PUT" || !path.startsWith("reports/")) return undefined;
      rendered.open();
      return { type: "hangs" };
    };
    // It is never answered, and its process is ended with the test.
    ask(owner).catch(() => undefined);
    await rendered.opened;
    await expect.poll(async () => await cases.names("keys/")).toHaveLength(1);
    const service = await start();
    const first = [
      ...READING_AGAIN,
      ...KEY_FOUND,
      NO_REPORT,
      ...CHECK,
      ...CONFLICT,
      ...ENTRY_MISSING,
    ];
    expect(await ask(service)).toEqual({ ...IN_PROGRESS, wire: first });
    const again = [...READING_AGAIN, NO_REPORT, ...CONFLICT, ...ENTRY_MISSING];
    expect(await ask(service)).toEqual({ ...IN_PROGRESS, wire: again });
  });

  it("a miss takes five and those for the case, even if its key is known", async () => {
    const service = await start();
    await ask(service, httpEvent({ path: `/report/cases/${CASE}` }));
    const wire = [
      ...READING_AGAIN,
      "PUT keys/KEY.json 200",
      NO_REPORT,
      ...CHECK_FIRST,
      ...RENDERING,
      ...ENTRY_ADDED,
    ];
    expect(await ask(service)).toEqual({ ...MISS, wire });
  });

  it("a stored report by its key takes one, and a status takes one and those for freshness", async () => {
    const service = await start();
    await ask(service);
    const status = httpEvent({ path: `/report/cases/${CASE}` });
    // The consistency checks are made once for each content, of the case read again.
    const first = { status: 200, hit: null, wire: [...READING_AGAIN, REPORT_FOUND] };
    expect(await ask(service, status)).toEqual(first);
    const later = { status: 200, hit: null, wire: [...ASKING_FOR_CASE, ...REPORT_READ_AGAIN] };
    expect(await ask(service, status)).toEqual(later);
    const [name = ""] = await cases.names("reports/");
    const path = `/${name.replace("reports/", "report/").replace("/0.pdf", ".pdf")}`;
    expect(await ask(service, httpEvent({ path }))).toMatchObject({
      status: 200,
      wire: REPORT_READ_AGAIN,
    });
    const reports = await ask(service, httpEvent({ path: `/report/cases/${CASE}/reports` }));
    expect(reports.wire.toSorted()).toEqual(
      ["GET ?prefix=reports/KEY/ 200", `GET ?prefix=reports-of/${CASE}/keys/ 200`].toSorted(),
    );
    const list = await ask(service, httpEvent({ path: "/report/cases" }));
    expect(list.wire[0]).toBe("GET ?prefix=cases/ 200");
    expect(list.wire.filter((line) => !isOfCase(line))).toEqual([]);
  });
});
