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

/** The refusal of an output path that cannot be written to; nothing was rendered for it. */
async function refusedPlace(output: string): Promise<string> {
  const result = await ran(desk, ["report", "case_sparse", "-o", output]);
  expect(result).toMatchObject({ code: 2, text: "" });
  await expect(readdir(desk.cacheDir)).rejects.toThrow("ENOENT");
  return result.errors;
}

async function failToRender(): Promise<never> {
  return await Promise.reject(new TypeError("out of ink"));
}

/** Makes it look as if another process were rendering the report of `case_sparse`. */
async function plantClaim(owner: Parameters<typeof encodeClaim>[2], generation = 0, ageMs = 0) {
  const store = await FileStore.open(desk.cacheDir);
  const name = `${REPORT_LAYOUT.claims}/${await keyOf()}/0/${generation}`;
  await store.create(name, encodeClaim(`nonce-${generation}`, 30_000, owner));
  await setAge(desk.cacheDir, name, ageMs);
}

describe("report", () => {
  it("renders a case once, and writes the stored bytes from then on", async () => {
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

  it("prints JSON with --json", async () => {
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

  it("writes only the report to standard output", async () => {
    await ran(desk, ["report", "case_sparse"]);
    const body = await readFile(inFolder("clarity_report_case_sparse.pdf"));
    const result = await ran(desk, ["report", "case_sparse", "-o", "-"]);
    expect(result.out.equals(body)).toBe(true);
    expect(result.errors).toContain("written to  standard output");
    const json = await ran(desk, ["report", "case_sparse", "--output", "-", "--json"]);
    expect(json.out.equals(body)).toBe(true);
    expect(problemIn(json)).toMatchObject({ file: null, cache_hit: true });
    expect(await readdir(desk.folder)).toEqual(["clarity_report_case_sparse.pdf"]);
  });

  it("writes into a device without replacing it", async () => {
    expect(await ran(desk, ["report", "case_sparse", "-o", "/dev/null"])).toMatchObject({
      code: 0,
    });
    expect((await stat("/dev/null")).isCharacterDevice()).toBe(true);
  });

  it("takes a case from any folder, whatever its name", async () => {
    await cp(join(desk.artifactRoot, "case_sparse"), inFolder("from the lab, 3rd try"), {
      recursive: true,
    });
    const result = await ran(desk, ["report", "./from the lab, 3rd try"]);
    expect(result).toMatchObject({ code: 0 });
    expect(result.text).toContain(`key         ${await keyOf()}`);
    expect(result.text).toContain("written to  clarity_report_case_sparse.pdf");
  });
});

describe("before it renders, report", () => {
  it("refuses to write to a folder", async () => {
    expect(await refusedPlace(".")).toBe(`${desk.folder} cannot be written: it is a folder.`);
  });

  it("refuses an output path whose folder is missing", async () => {
    const path = join(desk.folder, "nowhere/report.pdf");
    expect(await refusedPlace("nowhere/report.pdf")).toBe(
      `${path} cannot be written: its folder does not exist.`,
    );
  });

  it("refuses an output path in a folder that takes no files", async () => {
    expect(await refusedPlace("/proc/report.pdf")).toMatch(
      /^\/proc\/report\.pdf cannot be written: .*\((ENOENT|EACCES)\)\.$/,
    );
  });

  it("cannot detect a full disk: it reports it afterwards, and the report is stored", async () => {
    const result = await ran(desk, ["report", "case_sparse", "-o", "/dev/full"]);
    expect(result.code).toBe(2);
    expect(result.errors).toBe("/dev/full cannot be written: the disk is full (ENOSPC).");
    expect(await readdir(join(desk.cacheDir, "reports"))).toEqual([await keyOf()]);
  });
});

describe("while another process renders the report", () => {
  it("a command that does not wait fails immediately, and may be retried", async () => {
    await plantClaim(await livingOwner());
    const result = await ran(desk, ["report", "case_sparse", "--wait", "0"]);
    expect(result).toMatchObject({ code: 75, text: "" });
    expect(result.errors).toBe(
      "The report of case case_sparse is being rendered by another process. Wait for it with --wait <seconds>.",
    );
    expect(await readdir(desk.folder)).toEqual([]);
  });

  it("a wait ends at its timeout, with the problem of the API as JSON", async () => {
    await plantClaim(await livingOwner());
    const begin = performance.now();
    const result = await ran(desk, ["report", "case_sparse", "--wait", "1", "--json"]);
    expect(performance.now() - begin).toBeGreaterThan(900);
    expect(result).toMatchObject({ code: 75, text: "" });
    expect(problemIn(result)).toEqual({
      type: "urn:clarity:problem:in_progress",
      title: "The report is being rendered",
      status: 409,
      detail:
        "The report of case case_sparse is still being rendered by another process (waited 1 s). Wait longer with --wait <seconds>.",
      case_id: "case_sparse",
      cache_key: await keyOf(),
      retry_after: 1,
    });
  });

  it("a wait ends as soon as the report is stored, with the stored bytes", async () => {
    await plantClaim(await livingOwner());
    const waiting = ran(desk, ["report", "case_sparse"]);
    const store = await FileStore.open(desk.cacheDir);
    const [body, key] = [bytes("%PDF-1.7 from elsewhere"), await keyOf()];
    await store.create(`reports/${key}/0.pdf`, body, { key, sha256: sha256(body) });
    const result = await waiting;
    expect(result.text).toContain("stored before");
    expect(await readFile(inFolder("clarity_report_case_sparse.pdf"))).toEqual(Buffer.from(body));
  });
});

describe("report prints on standard error", () => {
  it("that it took over the claim of a dead process", async () => {
    await plantClaim(await deadOwner());
    const result = await ran(desk, ["report", "case_sparse"]);
    expect(result.code).toBe(0);
    expect(result.errors).toBe(
      "The process that was rendering this report has ended. Rendering it here (attempt 2).",
    );
    expect(result.text).toContain("rendered now");
  });

  it("that the render is held off after too many attempts, and for how long", async () => {
    for (const generation of [0, 1, 2]) await plantClaim(await deadOwner(), generation);
    const result = await ran(desk, ["report", "case_sparse"]);
    expect(result.code).toBe(75);
    const [notice, failure, retry] = result.errors.split("\n");
    expect(notice).toBe("Rendering this report failed 3 times. The next attempt is delayed.");
    expect(failure).toContain("Rendering the report of case case_sparse failed several times");
    expect(retry).toMatch(/^Try again in [56]\d s\.$/);
  });

  it("that the stored report is damaged, and renders it again", async () => {
    await ran(desk, ["report", "case_sparse"]);
    const key = await keyOf();
    await truncate(reportFile(desk.cacheDir, key), 100);
    const result = await ran(desk, ["report", "case_sparse"]);
    expect(result.code).toBe(0);
    expect(result.errors).toContain(`The stored report ${key} is damaged in slot 0.`);
    expect(result.text).toContain("rendered now");
  });

  it("that the stored bytes differ from those it rendered, uses them, and calls it a bug", async () => {
    const body = bytes("%PDF-1.7 other bytes");
    const key = await keyOf();
    const result = await ran(desk, ["report", "case_sparse", "--json"], {
      render: async () => {
        const store = await FileStore.open(desk.cacheDir);
        await store.create(`reports/${key}/0.pdf`, body, { key, sha256: sha256(body) });
        return bytes("%PDF-1.7 these bytes");
      },
    });
    expect(result.code).toBe(0);
    expect(problemIn(result)).toMatchObject({ event: "determinism_fault", cache_key: key });
    expect(result.errors).toContain("This is a bug");
    expect(jsonOf(result)).toMatchObject({ cache_hit: true, sha256: sha256(body) });
  });
});

describe("report fails", () => {
  it("with the file, the pointer, the expected and the actual value when the case is invalid", async () => {
    const path = join(desk.artifactRoot, "case_sparse/metrics.json");
    const text = await readFile(path, "utf8");
    await writeFile(path, text.replace('"esi": 0.841', '"esi": "0.841"'));
    const detail =
      'Case case_sparse cannot be reported: metrics.json at /baseline_metrics/esi: expected a number, found "0.841". ' +
      "docs/case-format.md says what a case may contain. " +
      "If you did not make this file, ask the producer of the case for a corrected one.";
    expect(await ran(desk, ["report", "case_sparse"])).toMatchObject({ code: 1, errors: detail });
    const result = await ran(desk, ["report", "case_sparse", "--json"]);
    expect(result).toMatchObject({ code: 1, text: "" });
    expect(problemIn(result)).toEqual({
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

  it("with a bug when the renderer fails, and releases the claim", async () => {
    const result = await ran(desk, ["report", "case_sparse"], { render: failToRender });
    expect(result).toMatchObject({ code: 1, text: "" });
    expect(result.errors).toMatch(/^Rendering failed\.\nThis is a bug\. Please report it/);
    expect(result.errors).toContain("issue tracker");
    expect(result.errors).toContain("TypeError: out of ink\n    at ");
    const json = problemIn(
      await ran(desk, ["report", "case_sparse", "--json"], { render: failToRender }),
    );
    expect(json).toMatchObject({ type: "urn:clarity:problem:internal", status: 500 });
    expect(await ran(desk, ["report", "case_sparse", "--wait", "0"])).toMatchObject({ code: 0 });
  });

  it("permanently when the store is not a folder, and says where that is", async () => {
    await writeFile(desk.cacheDir, "a file");
    const result = await ran(desk, ["report", "case_sparse"]);
    expect(result.code).toBe(1);
    expect(result.errors).toContain("The store could not be opened");
    expect(result.errors).toContain(`  at ${desk.cacheDir}`);
    const json = problemIn(await ran(desk, ["report", "case_sparse", "--json"]));
    expect(json).toMatchObject({ status: 503, retry_after: 5 });
  });

  it.each([
    ["report", "case_sparse"],
    ["hash", "case_sparse"],
    ["cache", "list"],
    ["cache", "prune"],
  ])("with all invalid settings: %s %s", async (...argv) => {
    const settings = { CLAIM_LEASE_MS: "1", PORT: "x", CLARITY_CASH_DIR: "/srv/cache" };
    const result = await ran(desk, argv, { settings });
    expect(result).toMatchObject({ code: 1, text: "" });
    expect(result.errors).toContain("CLAIM_LEASE_MS: expected");
    expect(result.errors).toContain("PORT: expected");
    expect(result.errors).toMatch(/CLARITY_CASH_DIR: .*did you mean CLARITY_CACHE_DIR\?$/);
    await expect(stat(desk.cacheDir)).rejects.toThrow("ENOENT");
  });

  it.each([
    [["report"], "give the cases, or --all"],
    [["report", "case_sparse", "--wait", "soon"], "Expected whole seconds from 0 to 86400"],
    [["report", "case_sparse", "--wait", "-1"], "Expected whole seconds from 0 to 86400"],
    [["report", "case_sparse", "--wait", "86401"], "Expected whole seconds from 0 to 86400"],
    [["report", "case_sparse", "-o"], "argument missing"],
    [["report", "case_sparse", "--loud"], "unknown option '--loud'"],
  ])("with wrong usage: %j", async (argv, why) => {
    const result = await ran(desk, argv);
    expect(result).toMatchObject({ code: 2, text: "" });
    expect(result.errors).toContain("Wrong usage: ");
    expect(result.errors).toContain(why);
    expect(result.errors).toContain("See clarity report --help.");
    await expect(stat(desk.cacheDir)).rejects.toThrow("ENOENT");
  });
});
