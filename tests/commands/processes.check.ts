import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, inject, it, onTestFinished, vi } from "vitest";
import { encodeClaim } from "../../lib/cache/claim.ts";
import { FileStore } from "../../lib/store/file/file-store.ts";
import { livingOwner } from "../cache/cache-fixture.ts";
import { copyCases, reportFile, storedIn } from "../http/test-service.ts";
import { keyOfCase, makeDesk, type Desk } from "./command-line.ts";

/** On a machine that is busy with other tests npm and the build alone take seconds. */
vi.setConfig({ testTimeout: 120_000 });

const COMMANDS = 4;
/** The size of the buffer that Linux has for unread output. */
const PIPE_BYTES = 65_536;

let desk: Desk;
beforeEach(async () => {
  desk = await makeDesk(["case_sparse"]);
});

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<{ code: number | null; out: Buffer; errors: string }>;
}

/** Starts a program where the user is, with the settings of the desk. */
function started(program: string, args: readonly string[]): Started {
  const { artifactRoot, cacheDir, folder } = desk;
  const settings = { ARTIFACT_ROOT: artifactRoot, CLARITY_CACHE_DIR: cacheDir };
  const { INIT_CWD: _, NODE_OPTIONS: __, ...environment } = process.env;
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...environment, ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const chunks: Buffer[] = [];
  let errors = "";
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const ended = once(child, "close").then(([code]: (number | null)[]) => {
    return { code: code ?? null, out: Buffer.concat(chunks), errors };
  });
  return { child, ended };
}

/** As a user calls it from somewhere else, the build included. */
function npmRun(script: string, ...args: readonly string[]): Started {
  const where = ["--prefix", inject("builtService")];
  return started("npm", ["run", ...where, "--silent", script, "--", ...args]);
}

/** The command alone, without npm and the build around it. */
function bundled(...args: readonly string[]): Started {
  return started(process.execPath, [main(inject("builtService")), ...args]);
}

/** In a shell command `"$0" "$1"` is the command. */
async function inBash(command: string): Promise<Awaited<Started["ended"]>> {
  const node = [process.execPath, main(inject("builtService"))];
  return await started("bash", ["-c", command, ...node]).ended;
}

function main(folder: string): string {
  return join(folder, "dist/commands/main.cjs");
}

describe("npm run", () => {
  it("report writes into the user's folder, and only the report to standard output", async () => {
    const first = await npmRun("report", "case_sparse").ended;
    expect(first).toMatchObject({ code: 0, errors: "" });
    expect(first.out.toString()).toContain("rendered now");
    expect(await readdir(desk.folder)).toEqual(["clarity_report_case_sparse.pdf"]);
    const body = await readFile(join(desk.folder, "clarity_report_case_sparse.pdf"));
    const second = await npmRun("report", "case_sparse", "-o", "-").ended;
    expect(second.code).toBe(0);
    expect(second.out.equals(body)).toBe(true);
  });

  it("hash resolves a folder from the user's folder", async () => {
    await cp(join(desk.artifactRoot, "case_sparse"), join(desk.folder, "mine"), {
      recursive: true,
    });
    const result = await npmRun("hash", "./mine", "--json").ended;
    expect(JSON.parse(result.out.toString())).toMatchObject({
      case_id: "case_sparse",
      cache_key: await keyOfCase(desk),
    });
    const same = await npmRun("hash", "--explain", "./mine", "case_sparse").ended;
    expect(same).toMatchObject({ code: 0, errors: "" });
  });

  it("cache returns an exit code for what it found", async () => {
    await bundled("report", "case_sparse").ended;
    expect(await npmRun("cache", "verify").ended).toMatchObject({ code: 0, errors: "" });
    await rm(join(desk.cacheDir, "reports", await keyOfCase(desk), "0.pdf/body.pdf"));
    expect((await npmRun("cache", "verify").ended).code).toBe(1);
    expect((await npmRun("cache", "lst").ended).code).toBe(2);
  });
});

describe("a command", () => {
  it("needs no renderer unless it renders", async () => {
    const folder = join(desk.folder, "elsewhere");
    await mkdir(folder);
    await cp(join(inject("builtService"), "dist"), join(folder, "dist"), { recursive: true });
    const elsewhere = async (...args: string[]) =>
      await started(process.execPath, [main(folder), ...args]).ended;
    expect((await elsewhere("report", "case_sparse", "-o", "/dev/null")).code).toBe(0);
    await rm(join(folder, "dist/commands/renderer.cjs"));
    expect((await elsewhere("hash", "case_sparse")).code).toBe(0);
    expect((await elsewhere("cache", "verify")).code).toBe(0);
    expect((await elsewhere("report", "case_sparse", "-o", "/dev/null")).code).toBe(0);
    const text = await readFile(main(folder), "utf8");
    expect(text).not.toContain("PDFDocument");
    expect(text).not.toContain(process.cwd());
  });

  it("continues silently when its output is not read, though a pipe cannot hold it", async () => {
    await copyCases(desk.artifactRoot, ["case_large"]);
    const command = `"$0" "$1" report case_large -o - | head -c 5; exit "\${PIPESTATUS[0]}"`;
    const result = await inBash(command);
    expect(result.out.toString()).toBe("%PDF-");
    expect(result.code).toBe(0);
    expect(result.errors).toContain("rendered now");
    expect(result.errors).not.toMatch(/EPIPE|Error/);
    expect(
      (await readFile(reportFile(desk.cacheDir, await keyOfCase(desk, "case_large")))).length,
    ).toBeGreaterThan(PIPE_BYTES);
  });

  it.each([
    "report case_sparse -o -",
    "hash case_sparse",
    "hash case_sparse --json",
    "report --help",
  ])("reports that standard output cannot be written, and exits with 2: %s", async (args) => {
    const result = await inBash(`"$0" "$1" ${args} > /dev/full`);
    expect(result.code).toBe(2);
    const [line = "", ...others] = result.errors.trimEnd().split("\n");
    expect(others).toEqual([]);
    const detail = "Standard output cannot be written: the disk is full (ENOSPC).";
    expect(line.startsWith("{") ? JSON.parse(line) : { detail: line }).toMatchObject({ detail });
  });

  it("that is interrupted while it waits exits with 130 and leaves no partial files", async () => {
    const store = await FileStore.open(desk.cacheDir);
    const claim = encodeClaim("nonce", 900_000, await livingOwner());
    await store.create(`claims/${await keyOfCase(desk)}/0/0`, claim);
    for (const [signal, code] of [
      ["SIGINT", 130],
      ["SIGTERM", 143],
    ] as const) {
      const { child, ended } = bundled("report", "case_sparse", "--wait", "600");
      // What it leaves in the store just before it asks for the claim.
      const probe = join(desk.cacheDir, "probe");
      while (!existsSync(probe)) await new Promise((resolve) => setTimeout(resolve, 20));
      child.kill(signal);
      expect(await ended).toMatchObject({ code, errors: "" });
      await rm(probe, { recursive: true });
    }
    expect(await readdir(desk.folder)).toEqual([]);
    expect(await storedIn(desk.cacheDir, "reports")).toEqual([]);
  });

  it(`runs ${COMMANDS} times in parallel, builds included: one renders, all write the same bytes`, async () => {
    const names = Array.from({ length: COMMANDS }, (_, nth) => `${nth}.pdf`);
    const result = await Promise.all(
      names.map(async (name) => await npmRun("report", "case_sparse", "-o", name).ended),
    );
    expect(result.map(({ code, errors }) => ({ code, errors }))).toEqual(
      names.map(() => ({ code: 0, errors: "" })),
    );
    const winners = result.filter(({ out }) => out.toString().includes("rendered now"));
    const others = result.filter(({ out }) => out.toString().includes("stored before"));
    expect({ winners: winners.length, all: winners.length + others.length }).toEqual({
      winners: 1,
      all: COMMANDS,
    });
    const bodies = await Promise.all(
      names.map(async (name) => (await readFile(join(desk.folder, name))).toString("base64")),
    );
    expect(new Set(bodies).size).toBe(1);
  });
});
