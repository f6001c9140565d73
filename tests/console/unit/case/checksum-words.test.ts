import { expect, test } from "vitest";
import {
  checksumsInWords,
  fileInWords,
} from "../../../../functions/console/page/case/checksum-words.ts";

test("a file is described by its state, and the reason if there is one", () => {
  expect(fileInWords({ state: "confirmed" })).toBe("confirmed");
  expect(fileInWords({ state: "differs" })).toBe("differs");
  expect(fileInWords({ state: "missing" })).toBe("missing");
  expect(fileInWords({ state: "not_checked", reason: "it is a folder" })).toBe(
    "not checked: it is a folder",
  );
});

test("only files that differ or are missing are described as such", () => {
  const differ = checksumsInWords({ name: "differ", files: ["a"] });
  expect(differ).toContain("they differ or are missing");
  for (const words of [
    checksumsInWords({ name: "unchecked", files: ["a"] }),
    checksumsInWords({ name: "unreadable", why: "checksums.json: it is empty" }),
    checksumsInWords({ name: "unlisted" }),
  ]) {
    expect(words).not.toMatch(/edited|missing|not what/);
    expect(words).not.toBe("");
  }
  expect(checksumsInWords({ name: "unreadable", why: "it is empty" })).toContain("it is empty");
});
