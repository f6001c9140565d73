import { createHash } from "node:crypto";
import { execFile } from "node:child_process";
import { mkdir, rename, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeEach, describe, expect, it } from "vitest";
import { readCase } from "../../lib/case/read-case.ts";
import { ARTIFACTS } from "../../lib/case/schemas.ts";
import { CaseFolder } from "../../lib/store/file/case-folder.ts";
import { messageOf } from "../../lib/service/messages.ts";
import { artifactsOf, filesOf, temporaryFolder, writeCase } from "./case-files.ts";
import { chooser, disguised } from "./json-texts.ts";
import { artifactsOfDigest } from "./marks.ts";
import { refusalOf } from "./refusals.ts";
import { keyOf } from "./key-of.ts";
import { CountingSource, ScriptedSource } from "./sources.ts";

const run = promisify(execFile);
const MIB = 1024 * 1024;
const FILES = ARTIFACTS.map((name) => `${name}.json`);

const root = await temporaryFolder();
let cases = 0;
let caseId: string;
let files: Record<string, string>;

/** The key of the case as it stands in its folder. */
async function currentKey(): Promise<string> {
  return keyOf(await readCase(new CaseFolder(root), caseId), "1");
}

async function currentArtifacts() {
  return artifactsOfDigest(caseId, await readCase(new CaseFolder(root), caseId));
}

async function rewrite(name: string, text: string): Promise<void> {
  await writeCase(root, caseId, { [name]: text });
}

beforeEach(async () => {
  cases++;
  caseId = `case_${cases}`;
  files = filesOf(caseId);
  await writeCase(root, caseId, files);
});

describe("a case's key", () => {
  it.each([
    ["manifest.json", '"mask_value": 0.25', '"mask_value": 0.26'],
    ["metrics.json", '"esi": 0.25', '"esi": 0.25000001'],
    ["overlay_bundle.json", "-3", "-4"],
    ["robustness_surface.json", '"esi": 0.25', '"esi": -0.25'],
    ["sweep_manifest.json", '"value": 0.25', '"value": 0.26'],
    ["monte_carlo_stats.json", '"mean": 0.25', '"mean": 0.26'],
    ["confidence_surface.json", '"csi": 0.25', '"csi": 0.26'],
    ["entropy_surface.json", '"edm": 0.25', '"edm": 0.26'],
  ])("changes with one number in %s", async (name, before, after) => {
    const key = await currentKey();
    const text = files[name] ?? "";
    expect(text).toContain(before);
    await rewrite(name, text.replace(before, after));
    expect(await currentKey()).not.toBe(key);
    await rewrite(name, text);
    expect(await currentKey()).toBe(key);
  });

  it.each(ARTIFACTS)("does not change when %s is reordered, respaced and escaped", async (name) => {
    const key = await currentKey();
    const value = artifactsOf(caseId)[name];
    for (const seed of [1, 2, 3]) {
      const other = disguised(value, chooser(seed));
      expect(other).not.toBe(files[`${name}.json`]);
      await rewrite(`${name}.json`, other);
      expect(await currentKey()).toBe(key);
    }
  });

  it.each(FILES)("does not change with a byte order mark or CRLF in %s", async (name) => {
    const key = await currentKey();
    await rewrite(name, `\ufeff${(files[name] ?? "").replaceAll("\n", "\r\n")}\r\n`);
    expect(await currentKey()).toBe(key);
  });

  it("changes with what checksums.json says about the artifacts", async () => {
    const keys = [await currentKey()];
    const checksum = createHash("sha256")
      .update(files["metrics.json"] ?? "")
      .digest("hex");
    for (const record of [
      "not JSON at all",
      '{"files":{}}',
      `{"files":{"metrics.json":"${checksum}"}}`,
      `{"files":{"metrics.json":"${"0".repeat(64)}"}}`,
    ]) {
      await rewrite("checksums.json", record);
      keys.push(await currentKey());
    }
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("does not change with the format of checksums.json, or with its other files", async () => {
    const checksum = createHash("sha256")
      .update(files["metrics.json"] ?? "")
      .digest("hex");
    await rewrite("checksums.json", `{"files":{"metrics.json":"${checksum}"}}`);
    const key = await currentKey();
    const name = "./metrics.json";
    const others = { [name]: checksum.toUpperCase(), "notes.txt": "0".repeat(64) };
    await rewrite("checksums.json", JSON.stringify({ algorithm: "sha-256", files: others }));
    expect(await currentKey()).toBe(key);
  });

  it("treats a folder that is called checksums.json as an unreadable record", async () => {
    await rewrite("checksums.json", "not JSON at all");
    const key = await currentKey();
    await rm(join(root, caseId, "checksums.json"));
    await mkdir(join(root, caseId, "checksums.json"));
    expect(await currentKey()).toBe(key);
  });

  it("does not change with another file or with a folder", async () => {
    const key = await currentKey();
    await rewrite("notes.json", "{");
    await mkdir(join(root, caseId, "raw"));
    expect(await currentKey()).toBe(key);
  });

  it("does not change when the same bytes are written again", async () => {
    const key = await currentKey();
    await writeCase(root, caseId, files);
    expect(await currentKey()).toBe(key);
  });

  it("changes when two artifacts swap their content", async () => {
    const read = await readCase(new CaseFolder(root), caseId);
    const { manifest = "", metrics = "" } = read.hashes;
    const hashes = { ...read.hashes, metrics: manifest, manifest: metrics };
    expect(keyOf({ ...read, hashes }, "1")).not.toBe(keyOf(read, "1"));
  });

  it("changes with the version of the report", async () => {
    const read = await readCase(new CaseFolder(root), caseId);
    expect(keyOf(read, "2")).not.toBe(keyOf(read, "1"));
    expect(keyOf(read, "2")).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each(FILES)("counts unknown members of %s, and keeps them", async (name) => {
    const key = await currentKey();
    const unknown = '{"another_member":{"x":[1.000000001,null]},';
    await rewrite(name, (files[name] ?? "").replace("{", unknown));
    expect(await currentKey()).not.toBe(key);
    const artifacts = Object.values(await currentArtifacts());
    const found = artifacts.filter((artifact) => artifact && "another_member" in artifact);
    expect(found).toMatchObject([{ another_member: { x: [1.000000001, null] } }]);
  });

  it("counts members called __proto__, which reach no prototype", async () => {
    const key = await currentKey();
    await rewrite(
      "metrics.json",
      (files["metrics.json"] ?? "").replace("{", '{"__proto__":{"p":1},'),
    );
    expect(await currentKey()).not.toBe(key);
    const { metrics = {} } = await currentArtifacts();
    expect("p" in metrics).toBe(false);
  });
});

describe("the artifacts of a case", () => {
  it("are read once each, with the limit on their size", async () => {
    const source = new CountingSource(new CaseFolder(root));
    await readCase(source, caseId);
    const read = FILES.map((name) => ({ key: `${caseId}/${name}`, maxBytes: 16 * MIB }));
    expect(source.gets).toEqual(read);
  });

  it("are what was hashed: every digit of a double reaches the report", async () => {
    const text = files["metrics.json"] ?? "";
    await rewrite("metrics.json", text.replace('"esi": 0.25', '"esi": 0.250000001234'));
    const { metrics } = await currentArtifacts();
    expect(metrics?.baseline_metrics?.esi).toBe(0.250000001234);
  });

  it("have their members in canonical order, whatever the file's", async () => {
    await rewrite("manifest.json", disguised(artifactsOf(caseId).manifest, chooser(7)));
    const names = Object.keys((await currentArtifacts()).manifest?.config ?? {});
    expect(names).toHaveLength(4);
    expect(names).toEqual(names.toSorted());
  });
});

describe("an artifact that cannot be read", () => {
  it("because both manifests are missing is a refusal that names both", async () => {
    await rm(join(root, caseId, "manifest.json"));
    await expect(readCase(new CaseFolder(root), caseId)).resolves.toBeDefined();
    await rm(join(root, caseId, "sweep_manifest.json"));
    const { code, details } = await refusalOf(readCase(new CaseFolder(root), caseId));
    expect({ code, details }).toEqual({
      code: "unreportable_case",
      details: {
        case_id: caseId,
        file: "manifest.json",
        pointer: "",
        expected: "this file, or sweep_manifest.json",
        received: "neither",
      },
    });
  });

  it("because it is not a regular file is refused immediately with its type", async () => {
    const path = join(root, caseId, "metrics.json");
    const make: Readonly<Record<string, () => Promise<unknown>>> = {
      "a folder": async () => await mkdir(path),
      "a named pipe": async () => await run("mkfifo", [path]),
      "a device": async () => await symlink("/dev/zero", path),
      "a link that leads back to itself": async () => await symlink(path, path),
    };
    for (const [what, makeIt] of Object.entries(make)) {
      await rm(path, { recursive: true });
      await makeIt();
      const { code, details } = await refusalOf(readCase(new CaseFolder(root), caseId));
      expect(code).toBe("unreportable_case");
      const expected = "a regular file";
      expect(details).toMatchObject({ file: "metrics.json", expected, received: what });
    }
  });

  it.each([
    ["no folder", async () => await rm(join(root, caseId), { recursive: true })],
    [
      "an empty folder",
      async () => {
        await rm(join(root, caseId), { recursive: true });
        await mkdir(join(root, caseId));
      },
    ],
    [
      "a file where the folder should be",
      async () => {
        await rm(join(root, caseId), { recursive: true });
        await writeFile(join(root, caseId), "{}");
      },
    ],
    [
      "nothing but other files",
      async () => {
        for (const name of FILES) {
          await rename(join(root, caseId, name), join(root, caseId, `${name}.bak`));
        }
      },
    ],
  ])("because there is %s returns 404", async (_name, prepare) => {
    await prepare();
    const refusal = await refusalOf(readCase(new CaseFolder(root), caseId));
    expect(refusal).toMatchObject({ code: "not_found", status: 404, details: { case_id: caseId } });
    expect(messageOf(refusal)).toContain(`There is no case ${caseId}`);
    expect(messageOf(refusal)).not.toContain(root);
  });

  it.each(FILES)("because %s has 17 MiB is refused by its size, not its content", async (name) => {
    await truncate(join(root, caseId, name), 17 * MIB);
    const { code, status, details } = await refusalOf(readCase(new CaseFolder(root), caseId));
    expect({ code, status }).toEqual({ code: "unreportable_case", status: 422 });
    expect(details).toMatchObject({
      file: name,
      pointer: "",
      expected: `at most ${16 * MIB} bytes`,
      received: `${17 * MIB} bytes or more`,
    });
  });

  it("because of one byte over 16 MiB is refused, and 16 MiB is accepted", async () => {
    const text = files["manifest.json"] ?? "";
    await rewrite("manifest.json", text.padEnd(16 * MIB));
    await expect(readCase(new CaseFolder(root), caseId)).resolves.toBeDefined();
    await rewrite("manifest.json", text.padEnd(16 * MIB + 1));
    const { details } = await refusalOf(readCase(new CaseFolder(root), caseId));
    expect(details["received"]).toBe(`${16 * MIB + 1} bytes or more`);
  });

  it.each([
    ["is empty", "", "", "an empty file"],
    ["is cut short", '{"esi": ', "/esi", "the end of the file"],
    ["overflows", '{"a":{"b":1e400}}', "/a/b", "1e400, which overflows"],
    ["has a lone surrogate", String.raw`{"a":["\ud800"]}`, "/a/0", "a lone surrogate"],
    ["nests too deeply", "[".repeat(33) + "]".repeat(33), "/0".repeat(32), "more"],
    ["names a member twice", '{"a":1,"a":1}', "/a", "the same name twice"],
  ])("because it %s is named with the place", async (_name, text, pointer, received) => {
    for (const file of FILES) {
      await writeCase(root, caseId, { ...files, [file]: text });
      const { status, details } = await refusalOf(readCase(new CaseFolder(root), caseId));
      expect(status).toBe(422);
      expect(details).toMatchObject({ case_id: caseId, file, pointer, received });
    }
  });

  it("leaves the other cases alone", async () => {
    await rewrite("manifest.json", "{");
    await writeCase(root, "another_case", filesOf("another_case"));
    await expect(readCase(new CaseFolder(root), "another_case")).resolves.toBeDefined();
  });

  it("because the store fails keeps the store's own error", async () => {
    const failure = new Error("out of reach");
    const source = new ScriptedSource();
    source.onCall = () => {
      throw failure;
    };
    await expect(readCase(source, caseId)).rejects.toBe(failure);
  });
});

const inSubfolder = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [`clarity/${name}`, files[name] ?? ""]));

describe("a case whose files lie in the subfolder clarity", () => {
  beforeEach(async () => {
    await rm(join(root, caseId), { recursive: true });
  });

  it.each(["manifest.json", "sweep_manifest.json"])(
    "is read from there, when %s does, and has the key of the same files without it",
    async (manifest) => {
      const names = [manifest, "robustness_surface.json"];
      await writeCase(root, caseId, inSubfolder(names));
      const there = await currentKey();
      await rm(join(root, caseId), { recursive: true });
      await writeCase(root, caseId, Object.fromEntries(names.map((n) => [n, files[n] ?? ""])));
      expect(there).toBe(await currentKey());
    },
  );

  it("ignores files beside it, such as the model runner's own manifest", async () => {
    await writeCase(root, caseId, inSubfolder(["sweep_manifest.json"]));
    const key = await currentKey();
    await writeCase(root, caseId, {
      "manifest.json": "{",
      "metrics.json": files["metrics.json"] ?? "",
    });
    expect(await currentKey()).toBe(key);
  });

  it("has the files beside it when the subfolder has no manifest", async () => {
    await writeCase(root, caseId, { ...files, ...inSubfolder(["metrics.json"]) });
    const key = await currentKey();
    await rm(join(root, caseId, "clarity"), { recursive: true });
    expect(await currentKey()).toBe(key);
  });

  it("is refused with the path of the file in the subfolder", async () => {
    await writeCase(root, caseId, { ...inSubfolder(FILES), "clarity/metrics.json": "{" });
    const { details } = await refusalOf(readCase(new CaseFolder(root), caseId));
    expect(details).toMatchObject({ file: "clarity/metrics.json" });
  });

  it("has to be the case of the id in its manifest", async () => {
    await writeCase(root, caseId, {
      "clarity/manifest.json": JSON.stringify({ case_id: "other" }),
    });
    const { details } = await refusalOf(readCase(new CaseFolder(root), caseId));
    expect(details).toMatchObject({ file: "clarity/manifest.json", pointer: "/case_id" });
  });

  it("has the files beside it when clarity is a file", async () => {
    await writeCase(root, caseId, { ...files, clarity: "not a folder" });
    await expect(readCase(new CaseFolder(root), caseId)).resolves.toBeDefined();
  });
});

describe("a refusal does not show the path of the cases", () => {
  it.each(FILES)("when %s is broken", async (name) => {
    for (const text of ["", "{", "[]", "1e999", '"\\ud800"', "[".repeat(40)]) {
      await rewrite(name, text);
      const error = await refusalOf(readCase(new CaseFolder(root), caseId));
      const shown = JSON.stringify([messageOf(error), error.details]);
      expect(shown).not.toContain(root);
      expect(shown).not.toMatch(/\bat .*:\d+:\d+|node:|lib\/case/);
    }
  });
});
