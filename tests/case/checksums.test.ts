import { describe, expect, test } from "vitest";
import { parseChecksums, type ListedFile } from "../../lib/case/checksums.ts";
import { bytes } from "../store/temp-folder.ts";

const HEX = "ab".repeat(32);

function parsed(value: unknown) {
  return parseChecksums(bytes(JSON.stringify(value)));
}

function listed(files: Readonly<Record<string, string>>, algorithm?: unknown) {
  const record = parsed({ ...(algorithm === undefined ? {} : { algorithm }), files });
  if (record.state === "unreadable") throw new Error(record.reason);
  return record.files;
}

function only(files: readonly ListedFile[]): ListedFile {
  const [file] = files;
  if (file === undefined || files.length > 1) throw new Error(`found ${files.length} files`);
  return file;
}

describe("the algorithm", () => {
  test.each([
    ["sha256", ["SHA256", "sha256", "SHA-256", "Sha_256", " sha 256 ", "SHA2-256"], 64],
    ["sha384", ["SHA384", "sha-384"], 96],
    ["sha512", ["SHA512", "sha_512", "Sha-512"], 128],
  ])("is %s in each of the spellings %j", (hash, spellings, digits) => {
    for (const algorithm of spellings) {
      const hex = "0".repeat(digits);
      expect(only(listed({ "a.json": hex }, algorithm))).toMatchObject({ checksum: { hash, hex } });
    }
  });

  test("is optional, and digits may be in upper case with white space around them", () => {
    const file = only(listed({ "a.json": ` ${HEX.toUpperCase()}\n` }));
    expect(file).toMatchObject({ checksum: { hash: "sha256", hex: HEX } });
  });

  test.each([undefined, null])("is SHA-256 when it is %s", (algorithm) => {
    const file = only(listed({ "a.json": HEX }, algorithm));
    expect(file).toMatchObject({ checksum: { hash: "sha256", hex: HEX } });
  });

  test.each(["MD5", "SHA3-256", "SHA-512/256", "sha1", "", "SHA"])(
    "%s is not supported, which leaves its files unchecked",
    (algorithm) => {
      expect(only(listed({ "a.json": HEX }, algorithm)).reason).toBe(
        `the algorithm ${JSON.stringify(algorithm)} is not supported; SHA-256, SHA-384 and SHA-512 are`,
      );
    },
  );
});

describe("a name", () => {
  test.each([
    ["manifest.json", "manifest.json"],
    ["./manifest.json", "manifest.json"],
    ["*manifest.json", "manifest.json"],
    ["*./manifest.json", "manifest.json"],
    ["././a//b/./c.json", "a/b/c.json"],
    ["images/chest x-ray.png", "images/chest x-ray.png"],
    ["..a/b..json", "..a/b..json"],
    ["__proto__", "__proto__"],
    ["toString", "toString"],
  ])("%s is the path %s", (name, path) => {
    expect(only(listed({ [name]: HEX }))).toMatchObject({ name, path });
  });

  test.each(["../x.json", "a/../../x", "a/..", "/etc/hostname", "C:/x.json", "*/x", "./../x"])(
    "%s leads outside the folder",
    (name) => {
      expect(only(listed({ [name]: HEX }))).toEqual({
        name,
        reason: "the name leads outside the case's folder",
      });
    },
  );

  test.each(["", ".", "./", "*", "a\u0000b", "a\nb", "x".repeat(256)])(
    "%j cannot be that of a file",
    (name) => {
      expect(only(listed({ [name]: HEX })).reason).toBe("no file of a case can have this name");
    },
  );
});

test("a checksum may have capitals, and is valid only with all of its digits", () => {
  expect(only(listed({ "a.json": HEX.toUpperCase() }))).toMatchObject({ checksum: { hex: HEX } });
  for (const hex of ["", "ab", `${HEX}00`, `${HEX.slice(2)}zz`, "ab".repeat(64)]) {
    expect(only(listed({ "a.json": hex }, "sha256")).reason).toBe(
      "the listed checksum does not have the 64 hex digits of sha256",
    );
  }
});

test("a truncated checksum does not affect the others", () => {
  const files = listed({ "a.json": "ab", "b.json": HEX });
  expect(files.map(({ reason }) => reason === undefined)).toEqual([false, true]);
});

test("a record without files is readable, and other members do not matter", () => {
  expect(parsed({ files: {}, generated_at: 5, tool: { name: "x" } })).toEqual({
    state: "readable",
    files: [],
  });
});

test.each<[unknown, string]>([
  [[], "expected an object, found an array of 0"],
  [null, "expected an object, found null"],
  [{}, " at /files: expected an object of checksums by file name, found none"],
  [{ files: [HEX] }, " at /files: expected an object of checksums by file name, found an array"],
  [{ files: {}, algorithm: 256 }, " at /algorithm: expected a string, found 256"],
  [{ files: { "a.json": 5 } }, " at /files/a.json: expected a string, found 5"],
  [{ files: { "a.json": { sha256: HEX } } }, " at /files/a.json: expected a string, found an obj"],
])("%j is a record that cannot be read", (value, reason) => {
  const record = parsed(value);
  expect(record).toMatchObject({ state: "unreadable" });
  expect(record).toHaveProperty("reason", expect.stringContaining(reason));
  expect(record).toHaveProperty("reason", expect.stringMatching(/^checksums\.json/));
});

test.each([
  ["no JSON", bytes(`${HEX} *manifest.json`)],
  ["nothing", new Uint8Array()],
  ["bytes that are not UTF-8", Uint8Array.of(0xff, 0xfe, 0x7b, 0)],
  ["a name twice", bytes(`{"files": {"a.json": "${HEX}", "a.json": "${HEX}"}}`)],
  ["a megabyte and more", bytes(`{"files": {}}${" ".repeat(2 ** 20)}`)],
])("%s is unreadable too, without an exception", (_what, body) => {
  expect(parseChecksums(body)).toMatchObject({ state: "unreadable" });
});
