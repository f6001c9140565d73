import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, lstat, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { outputFile } from "../../../lib/store/file/output-file.ts";
import { makePipe } from "../child-processes.ts";
import { bytes, readText, rejectionOf, temporaryFolder } from "../temp-folder.ts";
import { sentenceOf } from "../sentence-of.ts";

const CONTENT = bytes("%PDF-1.7 all of it");

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  path = join(folder, "report.pdf");
});

async function write(to: string, content = CONTENT): Promise<void> {
  await (await outputFile(to)).write(content);
}

describe("an output file", () => {
  it("is written as a whole, and nothing else is left", async () => {
    await write(path);
    expect(await readdir(folder)).toEqual(["report.pdf"]);
    expect(await readText(path)).toBe("%PDF-1.7 all of it");
  });

  it("replaces the existing file, and keeps its permissions", async () => {
    await writeFile(path, "old and much longer than what follows");
    await chmod(path, 0o600);
    await write(path);
    expect(await readText(path)).toBe("%PDF-1.7 all of it");
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it("is never half written: a reader sees the old file or the new one", async () => {
    const sizes = [400_000, 700_000];
    await write(path, new Uint8Array(400_000));
    const seen = new Set<number>();
    const done = (async () => {
      for (let round = 0; round < 20; round++) {
        await write(path, new Uint8Array(sizes[round % 2] ?? 0));
      }
    })();
    const look = async () => void seen.add((await readFile(path)).length);
    while ((await Promise.race([done.then(() => "done"), look()])) !== "done");
    expect([...seen].filter((size) => !sizes.includes(size))).toEqual([]);
  });

  it("is written to the target of a link, and the link stays", async () => {
    await writeFile(join(folder, "real.pdf"), "old");
    await symlink("real.pdf", path);
    await write(path);
    expect((await lstat(path)).isSymbolicLink()).toBe(true);
    expect(await readText(join(folder, "real.pdf"))).toBe("%PDF-1.7 all of it");
  });

  it("is written straight into a device without replacing it", async () => {
    await write("/dev/null");
    expect((await stat("/dev/null")).isCharacterDevice()).toBe(true);
  });

  it("is written straight into a named pipe", async () => {
    makePipe(path);
    const reader = spawn("cat", [path], { stdio: ["ignore", "pipe", "ignore"] });
    const chunks: Buffer[] = [];
    reader.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    // Before the write: the reader may be done first.
    const closed = once(reader, "close");
    await write(path);
    await closed;
    expect(Buffer.concat(chunks).toString()).toBe("%PDF-1.7 all of it");
    expect((await stat(path)).isFIFO()).toBe(true);
  });

  it("leaves no partial file when the process is terminated in the middle", async () => {
    const script = `
      const fs = await import("node:fs/promises");
      const { outputFile } = await import("${new URL("../../../lib/store/file/output-file.ts", import.meta.url).href}");
      process.on("SIGINT", () => process.exit(130));
      const out = await outputFile(process.argv[1]);
      const writing = out.write(new Uint8Array(100_000_000));
      const begun = async () => (await fs.readdir(process.argv[2])).length > 0;
      while (!(await begun())) await new Promise((resolve) => setTimeout(resolve, 1));
      process.kill(process.pid, "SIGINT");
      await writing;
    `;
    const args = ["--import", "tsx", "--input-type=module", "-e", script, path, folder];
    const [code]: unknown[] = await once(spawn(process.execPath, args), "close");
    expect(code).toBe(130);
    expect(await readdir(folder)).toEqual([]);
  });
});

async function refusal(to: string): Promise<string> {
  const error = await rejectionOf(write(to));
  expect(error).toMatchObject({ code: "invalid_request" });
  return sentenceOf(error);
}

describe("an output path is refused", () => {
  it("when it is a folder", async () => {
    expect(await refusal(folder)).toBe(`${folder} cannot be written: it is a folder.`);
    await symlink(folder, path);
    expect(await refusal(path)).toContain("it is a folder");
  });

  it("when its folder is missing", async () => {
    const missing = join(folder, "nowhere", "report.pdf");
    expect(await refusal(missing)).toBe(`${missing} cannot be written: its folder does not exist.`);
    await writeFile(path, "");
    expect(await refusal(join(path, "report.pdf"))).toContain("its folder does not exist");
    expect(await readdir(folder)).toEqual(["report.pdf"]);
  });

  it("when the system refuses it, with its reason", async () => {
    expect(await refusal(join(folder, "x".repeat(300)))).toContain("(ENAMETOOLONG)");
    expect(await refusal("/proc/report.pdf")).toMatch(/cannot be written: .*\((?:ENOENT|EACCES)\)/);
    expect(await refusal("/dev/full")).toContain("the disk is full (ENOSPC)");
  });

  it("when it is a dangling link, which stays as it is", async () => {
    await symlink("nowhere.pdf", path);
    expect(await refusal(path)).toBe(`${path} cannot be written: it is a link that leads nowhere.`);
    expect(await readdir(folder)).toEqual(["report.pdf"]);
    expect((await lstat(path)).isSymbolicLink()).toBe(true);
  });

  it("before its content is produced, and nothing is left", async () => {
    expect(await rejectionOf(outputFile(folder))).toMatchObject({ code: "invalid_request" });
    // A folder that takes no files, not even those of root.
    const error = await rejectionOf(outputFile("/proc/report.pdf"));
    expect(error).toMatchObject({ code: "invalid_request" });
    await outputFile(path);
    expect(await readdir(folder)).toEqual([]);
  });
});
