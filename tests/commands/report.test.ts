import { cp, readdir, readFile, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { encodeClaim } from "../../lib/cache/claim.ts";
import { REPORT_LAYOUT } from "../../lib/service/report-service.ts";
import { FileStore } from "../../lib/store/file/file-store.ts";
import { deadOwner, livingOwner, setAge, sha256 } from "../cache/cache-fixture.ts";
import { reportFile } from "../http/test-service.ts";
import { bytes } from "../store/temp-folder.ts";
import { jsonOf, keyOfCase, makeDesk, problemIn, ran, type Desk } from "./command-line.ts";

let desk: Desk;
beforeEach(async () => {
  desk = await makeDesk();
});

const inFolder = (name: string) => join(desk.folder, name);

async function keyOf(): Promise<string> {
  return await keyOfCase(desk);
}

/** What is told about a place that cannot be written to; nothing was rendered for it. */
async function refusedPlace(output: string): Promise<string> {
  const told = await ran(desk, ["report", "case_sparse", "-o", output]);
  expect(told).toMatchObject({ code: 2, text: "" });
  await expect(readdir(desk.cacheDir)).rejects.toThrow("ENOENT");
  return told.errors;
}

async function failToRender(): Promise<never> {
  return await Promise.reject(new TypeError("out of ink"));
}

/** Makes it look as if somebody else were rendering the report of `case_sparse`. */
async function plantClaim(owner: Parameters<typeof encodeClaim>[2], generation = 0, ageMs = 0) {
  const store = await FileStore.open(desk.cacheDir);
  const name = `${REPORT_LAYOUT.claims}/${await keyOf()}/0/${generation}`;
  await store.create(name, encodeClaim(`nonce-${generation}`, 30_000, owner));
  await setAge(desk.cacheDir, name, ageMs);
}

describe("report", () => {
  it("renders a case once, and writes the stored bytes out ever after", async () => {
    const first = await ran(desk, ["report", "case_sparse"]);
    const body = await readFile(inFolder("clarity_report_case_sparse.pdf"));
    expect(first).toMatchObject({ code: 0, errors: "" });
    const key = await keyOf();
    expect(first.text.split("\n")).toEqual([
      "case        case_sparse",
      "report      rendered now",
      `key         ${key}`,
      `SHA-256     ${sha256(body)}`,
      `bytes       ${body.length.toLocaleString("en-US")}`,
      "written to  clarity_report_case_sparse.pdf",
    ]);
    const second = await ran(desk, ["report", "case_sparse", "-o", "again.pdf"]);
    expect(second.text).toContain("report      stored before");
    expect(await readFile(inFolder("again.pdf"))).toEqual(body);
    expect(await readFile(reportFile(desk.cacheDir, key))).toEqual(body);
    expect(body.subarray(0, 5).toString()).toBe("%PDF-");
  });

  it("answers with JSON when asked to", async () => {
    const [first, second] = [
      jsonOf(await ran(desk, ["report", "case_sparse", "--json"])),
      jsonOf(await ran(desk, ["report", "case_sparse", "--json"])),
    ];
    const file = inFolder("clarity_report_case_sparse.pdf");
    const body = await readFile(file);
    const expected = {
      case_id: "case_sparse",
      cache_key: await keyOf(),
      sha256: sha256(body),
      bytes: body.length,
      file,
    };
    expect(first).toEqual({ ...expected, cache_hit: false });
    expect(second).toEqual({ ...expected, cache_hit: true });
  });

  it("writes to standard output, and nothing else goes there", async () => {
    await ran(desk, ["report", "case_sparse"]);
    const body = await readFile(inFolder("clarity_report_case_sparse.pdf"));
    const told = await ran(desk, ["report", "case_sparse", "-o", "-"]);
    expect(told.out.equals(body)).toBe(true);
    expect(told.errors).toContain("written to  standard output");
    const json = await ran(desk, ["report", "case_sparse", "--output", "-", "--json"]);
    expect(json.out.equals(body)).toBe(true);
    expect(problemIn(json)).toMatchObject({ file: null, cache_hit: true });
    expect(await readdir(desk.folder)).toEqual(["clarity_report_case_sparse.pdf"]);
  });

  it("writes into a device, which is one afterwards", async () => {
    expect(await ran(desk, ["report", "case_sparse", "-o", "/dev/null"])).toMatchObject({
      code: 0,
    });
    expect((await stat("/dev/null")).isCharacterDevice()).toBe(true);
  });

  it("takes a case from any folder, whose name does not matter", async () => {
    await cp(join(desk.artifactRoot, "case_sparse"), inFolder("from the lab, 3rd try"), {
      recursive: true,
    });
    const told = await ran(desk, ["report", "./from the lab, 3rd try"]);
    expect(told).toMatchObject({ code: 0 });
    expect(told.text).toContain(`key         ${await keyOf()}`);
    expect(told.text).toContain("written to  clarity_report_case_sparse.pdf");
  });
});

describe("report looks for a place to write to before it renders", () => {
  it("and refuses a folder", async () => {
    expect(await refusedPlace(".")).toBe(`${desk.folder} cannot be written: it is a folder.`);
  });

  it("and refuses a place in no folder", async () => {
    const path = join(desk.folder, "nowhere/report.pdf");
    expect(await refusedPlace("nowhere/report.pdf")).toBe(
      `${path} cannot be written: its folder does not exist.`,
    );
  });

  it("and refuses a place in a folder that takes no files", async () => {
    expect(await refusedPlace("/proc/report.pdf")).toMatch(
      /^\/proc\/report\.pdf cannot be written: .*\((ENOENT|EACCES)\)\.$/,
    );
  });

  it("but a disk that turns out to be full is told afterwards, and the report is stored", async () => {
    const told = await ran(desk, ["report", "case_sparse", "-o", "/dev/full"]);
    expect(told.code).toBe(2);
    expect(told.errors).toBe("/dev/full cannot be written: the disk is full (ENOSPC).");
    expect(await readdir(join(desk.cacheDir, "reports"))).toEqual([await keyOf()]);
  });
});

describe("while a report is being rendered elsewhere", () => {
  it("that is told at once when nobody wants to wait, and may be tried again", async () => {
    await plantClaim(await livingOwner());
    const told = await ran(desk, ["report", "case_sparse", "--wait", "0"]);
    expect(told).toMatchObject({ code: 75, text: "" });
    expect(told.errors).toBe(
      "The report of case case_sparse is being rendered elsewhere now. Wait for it with --wait <seconds>.",
    );
    expect(await readdir(desk.folder)).toEqual([]);
  });

  it("a wait in vain ends when it was to, in terms of the API for programs", async () => {
    await plantClaim(await livingOwner());
    const begin = performance.now();
    const told = await ran(desk, ["report", "case_sparse", "--wait", "1", "--json"]);
    expect(performance.now() - begin).toBeGreaterThan(900);
    expect(told).toMatchObject({ code: 75, text: "" });
    expect(problemIn(told)).toEqual({
      type: "urn:clarity:problem:in_progress",
      title: "The report is being rendered",
      status: 409,
      detail:
        "The report of case case_sparse is being rendered elsewhere, and was not there after 1 s. Wait longer with --wait <seconds>.",
      case_id: "case_sparse",
      cache_key: await keyOf(),
      retry_after: 1,
    });
  });

  it("a wait ends as soon as it is there, with the bytes that were stored", async () => {
    await plantClaim(await livingOwner());
    const waiting = ran(desk, ["report", "case_sparse"]);
    const store = await FileStore.open(desk.cacheDir);
    const [body, key] = [bytes("%PDF-1.7 from elsewhere"), await keyOf()];
    await store.create(`reports/${key}/0.pdf`, body, { key, sha256: sha256(body) });
    const told = await waiting;
    expect(told.text).toContain("stored before");
    expect(await readFile(inFolder("clarity_report_case_sparse.pdf"))).toEqual(Buffer.from(body));
  });
});

describe("report tells on standard error", () => {
  it("that it took over from a process that is gone", async () => {
    await plantClaim(await deadOwner());
    const told = await ran(desk, ["report", "case_sparse"]);
    expect(told.code).toBe(0);
    expect(told.errors).toBe(
      "Whoever was rendering this report is gone: rendering it here (attempt 2).",
    );
    expect(told.text).toContain("rendered now");
  });

  it("that rendering is held off after too many attempts, and for how long", async () => {
    for (const generation of [0, 1, 2]) await plantClaim(await deadOwner(), generation);
    const told = await ran(desk, ["report", "case_sparse"]);
    expect(told.code).toBe(75);
    const [notice, failure, retry] = told.errors.split("\n");
    expect(notice).toBe(
      "Rendering this report was begun 3 times before. The next attempt has to wait.",
    );
    expect(failure).toContain("case case_sparse was begun several times before");
    expect(retry).toMatch(/^Try again in [56]\d s\.$/);
  });

  it("that the stored report is damaged, and renders it again", async () => {
    await ran(desk, ["report", "case_sparse"]);
    const key = await keyOf();
    await truncate(reportFile(desk.cacheDir, key), 100);
    const told = await ran(desk, ["report", "case_sparse"]);
    expect(told.code).toBe(0);
    expect(told.errors).toContain(`The stored report ${key} is damaged in slot 0.`);
    expect(told.text).toContain("rendered now");
  });

  it("that the stored bytes are others than those rendered here: they are used, and it is a bug", async () => {
    const body = bytes("%PDF-1.7 other bytes");
    const key = await keyOf();
    const told = await ran(desk, ["report", "case_sparse", "--json"], {
      render: async () => {
        const store = await FileStore.open(desk.cacheDir);
        await store.create(`reports/${key}/0.pdf`, body, { key, sha256: sha256(body) });
        return bytes("%PDF-1.7 these bytes");
      },
    });
    expect(told.code).toBe(0);
    expect(problemIn(told)).toMatchObject({ event: "determinism_fault", cache_key: key });
    expect(told.errors).toContain("This is a bug");
    expect(jsonOf(told)).toMatchObject({ cache_hit: true, sha256: sha256(body) });
  });
});

describe("report fails", () => {
  it("with the file, the place, what was expected and what was there, for what cannot be reported", async () => {
    const path = join(desk.artifactRoot, "case_sparse/metrics.json");
    const text = await readFile(path, "utf8");
    await writeFile(path, text.replace('"esi": 0.841', '"esi": "0.841"'));
    const detail =
      'Case case_sparse cannot be reported: metrics.json at /baseline_metrics/esi: expected a number, found "0.841". ' +
      "docs/case-format.md says what a case may contain. " +
      "If you did not make this file, ask the producer of the case for a corrected one.";
    expect(await ran(desk, ["report", "case_sparse"])).toMatchObject({ code: 1, errors: detail });
    const told = await ran(desk, ["report", "case_sparse", "--json"]);
    expect(told).toMatchObject({ code: 1, text: "" });
    expect(problemIn(told)).toEqual({
      type: "urn:clarity:problem:unreportable_case",
      title: "The case cannot be reported",
      status: 422,
      detail,
      case_id: "case_sparse",
      file: "metrics.json",
      pointer: "/baseline_metrics/esi",
      expected: "a number",
      received: '"0.841"',
    });
  });

  it("as a bug when the renderer does, and gives the claim back", async () => {
    const told = await ran(desk, ["report", "case_sparse"], { render: failToRender });
    expect(told).toMatchObject({ code: 1, text: "" });
    expect(told.errors).toMatch(/^Rendering failed\.\nThis is a bug\. Please report it/);
    expect(told.errors).toContain("issue tracker");
    expect(told.errors).toContain("TypeError: out of ink\n    at ");
    const json = problemIn(
      await ran(desk, ["report", "case_sparse", "--json"], { render: failToRender }),
    );
    expect(json).toMatchObject({ type: "urn:clarity:problem:internal", status: 500 });
    expect(await ran(desk, ["report", "case_sparse", "--wait", "0"])).toMatchObject({ code: 0 });
  });

  it("when the store is no folder, which does not pass by itself, and tells where that is", async () => {
    await writeFile(desk.cacheDir, "a file");
    const told = await ran(desk, ["report", "case_sparse"]);
    expect(told.code).toBe(1);
    expect(told.errors).toContain("The store could not be opened");
    expect(told.errors).toContain(`  at ${desk.cacheDir}`);
    const json = problemIn(await ran(desk, ["report", "case_sparse", "--json"]));
    expect(json).toMatchObject({ status: 503, retry_after: 5 });
  });

  it.each([
    ["report", "case_sparse"],
    ["hash", "case_sparse"],
    ["cache", "list"],
    ["cache", "prune"],
  ])("with every fault of the settings: %s %s", async (...argv) => {
    const settings = { CLAIM_LEASE_MS: "1", PORT: "x", CLARITY_CASH_DIR: "/srv/cache" };
    const told = await ran(desk, argv, { settings });
    expect(told).toMatchObject({ code: 1, text: "" });
    expect(told.errors).toContain("CLAIM_LEASE_MS: expected");
    expect(told.errors).toContain("PORT: expected");
    expect(told.errors).toMatch(/CLARITY_CASH_DIR: .*did you mean CLARITY_CACHE_DIR\?$/);
    await expect(stat(desk.cacheDir)).rejects.toThrow("ENOENT");
  });

  it.each([
    [["report"], "missing required argument 'case'"],
    [["report", "a", "b"], "too many arguments for 'report'. Expected 1 argument but got 2"],
    [["report", "case_sparse", "--wait", "soon"], "Expected whole seconds from 0 to 86400"],
    [["report", "case_sparse", "--wait", "-1"], "Expected whole seconds from 0 to 86400"],
    [["report", "case_sparse", "--wait", "86401"], "Expected whole seconds from 0 to 86400"],
    [["report", "case_sparse", "-o"], "argument missing"],
    [["report", "case_sparse", "--loud"], "unknown option '--loud'"],
  ])("as wrong usage: %j", async (argv, why) => {
    const told = await ran(desk, argv);
    expect(told).toMatchObject({ code: 2, text: "" });
    expect(told.errors).toContain("Wrong usage: ");
    expect(told.errors).toContain(why);
    expect(told.errors).toContain("See npm run report -- --help.");
    await expect(stat(desk.cacheDir)).rejects.toThrow("ENOENT");
  });
});
