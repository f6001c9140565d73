import { mkdir, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { keyOf } from "../../cache/upkeep/kept.ts";
import { makeDesk, problemIn, ran, type Desk } from "../command-line.ts";

const COMMANDS = ["list", "verify", "prune", "prune --dry-run", `erase ${keyOf("one")}`];

let desk: Desk;
beforeEach(async () => {
  desk = await makeDesk([]);
});

describe("cache", () => {
  it.each(COMMANDS)(
    "%s does not create a missing store, and names the setting",
    async (command) => {
      const before = await readdir(dirname(desk.cacheDir));
      const result = await ran(desk, ["cache", ...command.split(" ")]);
      expect(result).toMatchObject({ code: 1, text: "" });
      expect(result.errors).toBe(
        `CLARITY_CACHE_DIR: there is no store of reports at ${desk.cacheDir}. The first report creates it.`,
      );
      const problem = problemIn(await ran(desk, ["cache", ...command.split(" "), "--json"]));
      expect(problem).toMatchObject({ type: "urn:clarity:problem:misconfigured" });
      expect(await readdir(dirname(desk.cacheDir))).toEqual(before);
    },
  );

  it.each(COMMANDS)(
    "%s does not take a folder that only contains tmp/ for a store",
    async (command) => {
      await mkdir(join(desk.cacheDir, "tmp"), { recursive: true });
      const result = await ran(desk, ["cache", ...command.split(" ")]);
      expect(result).toMatchObject({ code: 1, text: "" });
      expect(result.errors).toContain("CLARITY_CACHE_DIR: there is no store of reports");
      expect(await readdir(desk.cacheDir)).toEqual(["tmp"]);
    },
  );

  it.each(COMMANDS)("%s does not take a file for a store", async (command) => {
    await writeFile(desk.cacheDir, "a file");
    expect((await ran(desk, ["cache", ...command.split(" ")])).errors).toContain(
      "CLARITY_CACHE_DIR: there is no store",
    );
  });

  it.each([
    [["cache"], "a command is missing"],
    [["cache", "lst"], "unknown command 'lst' (Did you mean list?)"],
    [["cache", "list", "extra"], "too many arguments"],
    [["cache", "verify", "--dry-run"], "unknown option '--dry-run'"],
    [["cache", "erase"], "missing required argument 'key'"],
  ])("rejects wrong usage: %j", async (argv, why) => {
    const result = await ran(desk, argv);
    expect(result).toMatchObject({ code: 2, text: "" });
    expect(result.errors).toContain(`Wrong usage: ${why}`);
    expect(result.errors).toContain("See clarity cache --help.");
  });
});
