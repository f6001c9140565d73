import { beforeEach, describe, expect, it, test } from "vitest";
import { makeDesk, ran, type Desk } from "./command-line.ts";

let desk: Desk;
beforeEach(async () => {
  desk = await makeDesk([]);
});

const EXIT_CODES = [
  "0    done",
  "1    refused",
  "2    wrong usage",
  "75   try again later",
  "130  interrupted",
];

describe("--help", () => {
  it.each([
    ["start", ["Usage: clarity start [options]", "PORT=3777 clarity start"]],
    [
      "report",
      ["Usage: clarity report <case...> [options]", "clarity report --all", "CLAIM_LEASE_MS"],
    ],
    ["hash", ["Usage: clarity hash <case> [options]", "clarity hash --explain <a> <b>"]],
    [
      "verify",
      ["Usage: clarity verify <report.pdf> [options]", "clarity verify report.pdf --case"],
    ],
    ["cache", ["Usage: clarity cache <command> [options]", "clarity cache prune --dry-run"]],
    ["cache list", ["Usage: clarity cache list [options]"]],
    ["cache verify", ["Usage: clarity cache verify [options]"]],
    ["cache prune", ["Usage: clarity cache prune [options]", "--dry-run"]],
    ["cache index", ["Usage: clarity cache index [options]", "ARTIFACT_ROOT"]],
    ["cache erase", ["Usage: clarity cache erase <key> [options]", "64 lower-case hex digits"]],
  ])("of %s prints its usage, examples, settings and exit codes", async (command, expected) => {
    for (const flag of ["--help", "-h"]) {
      const result = await ran(desk, [...command.split(" "), flag]);
      expect(result).toMatchObject({ code: 0, errors: "" });
      for (const text of [...expected, "Examples:", "Settings:", "Exit codes:", ...EXIT_CODES]) {
        expect(result.text).toContain(text);
      }
    }
  });

  it("without a command lists all commands", async () => {
    const result = await ran(desk, ["--help"]);
    expect(result).toMatchObject({ code: 0, errors: "" });
    for (const name of ["start", "report", "hash", "verify", "cache"])
      expect(result.text).toContain(`  ${name} `);
  });
});

test("--version prints the version of the package", async () => {
  expect(await ran(desk, ["--version"])).toMatchObject({ code: 0, text: "1.2.3", errors: "" });
});

test.each([
  [["hsh"], "unknown command 'hsh' (Did you mean hash?). See clarity --help."],
  [
    ["reports", "case_001"],
    "unknown command 'reports' (Did you mean report?). See clarity --help.",
  ],
  [["cache", "lst"], "unknown command 'lst' (Did you mean list?). See clarity cache --help."],
  [["frobnicate"], "unknown command 'frobnicate'. See clarity --help."],
  [[], "a command is missing. See clarity --help."],
])(
  "wrong usage %j says what is wrong, what was probably meant, and where the help is",
  async (argv, said) => {
    expect(await ran(desk, argv)).toMatchObject({
      code: 2,
      text: "",
      errors: `Wrong usage: ${said}`,
    });
  },
);
