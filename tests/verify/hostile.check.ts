import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, inject, test } from "vitest";
import { bomb, endlessObjects } from "./hostile.ts";

const MIB = 1024 * 1024;
const MOST_MS = 5_000;
const MOST_BYTES = 512 * MIB;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hostile-"));
  return () => rmSync(folder, { recursive: true });
});

/** Runs the built command, and measures its processor time and its memory. */
async function verified(pdf: Uint8Array) {
  const path = join(folder, "hostile.pdf");
  writeFileSync(path, pdf);
  const main = join(inject("builtService"), "dist/commands/main.cjs");
  const child = spawn(process.execPath, [main, "verify", path], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, errors, bytes, milliseconds] = ["", "", 0, 0];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const poll = setInterval(() => {
    bytes = Math.max(bytes, peakOf(child.pid));
    milliseconds = Math.max(milliseconds, processorMsOf(child.pid));
  }, 20);
  const [code]: (number | null)[] = await once(child, "close");
  clearInterval(poll);
  return { code, out, errors, bytes, milliseconds };
}

/** The processor time that a process has taken so far, which does not depend on what else runs. */
function processorMsOf(pid: number | undefined): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // After the name in brackets: user and system time are the 12th and the 13th, in hundredths of a second.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
}

/** The most memory that a process has had, as Linux counts it. */
function peakOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

test.each([
  ["an attachment that decompresses to 100 MiB", bomb(100)],
  ["an attachment that decompresses to 16 GiB", bomb(16 * 1024)],
  ["31 MiB of objects without a table", endlessObjects(31 * MIB)],
  [
    "31 MiB of zeros",
    Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(31 * MIB), Buffer.from("%%EOF\n")]),
  ],
  ["100 MB", Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(100_000_000)])],
])("%s is refused within 5 s of processor time and 512 MB", async (_, pdf) => {
  const { code, out, errors, bytes, milliseconds } = await verified(pdf);
  expect(code).toBe(1);
  expect(errors).toBe("");
  expect(out).toContain("This PDF is not verified");
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThan(MOST_BYTES);
  expect(milliseconds).toBeGreaterThan(0);
  expect(milliseconds).toBeLessThan(MOST_MS);
});
