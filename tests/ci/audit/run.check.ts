import { execFile } from "node:child_process";
import { readFile, symlink, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { EXIT } from "../../../.ci/audit/verdict.ts";
import { temporaryFolder } from "../../store/temp-folder.ts";
import { advisory, lockedPackage, startRegistry, type Behaviour } from "./registry.ts";

const AUDIT = resolve(".ci/audit.ts");

interface Given {
  readonly scope: string;
  readonly behaviour: Behaviour;
  readonly field?: "dependencies" | "devDependencies";
  readonly env?: Readonly<Record<string, string>>;
}

/** The real script and the real npm, on a package and a registry of the test's own. */
async function audit({ scope, behaviour, field = "dependencies", env = {} }: Given) {
  const folder = await temporaryFolder();
  for (const [name, text] of Object.entries(lockedPackage(field))) {
    await writeFile(join(folder, name), text);
  }
  await symlink(resolve("node_modules"), join(folder, "node_modules"));
  const registry = await startRegistry(behaviour);
  onTestFinished(registry.stop);
  const settings = {
    npm_config_registry: registry.url,
    npm_config_cache: join(folder, "cache"),
    npm_config_fetch_retries: "0",
    GITHUB_STEP_SUMMARY: join(folder, "summary.md"),
  };
  const { exit, stdout, stderr } = await new Promise<{
    exit: unknown;
    stdout: string;
    stderr: string;
  }>((done) => {
    execFile(
      process.execPath,
      ["--import", "tsx", AUDIT, scope],
      { cwd: folder, env: { ...process.env, ...settings, ...env } },
      (error, out, err) =>
        done({ exit: error === null ? 0 : error.code, stdout: out, stderr: err }),
    );
  });
  const summary = await readFile(settings.GITHUB_STEP_SUMMARY, "utf8").catch(() => "");
  return { exit, stdout, stderr, summary, asked: registry.asked };
}

const CLEAN: Behaviour = { body: "{}" };

describe("npm run audit", () => {
  it("passes when no vulnerability is known", async () => {
    const { exit, stdout, summary, asked } = await audit({ scope: "production", behaviour: CLEAN });
    expect({ exit, stdout }).toEqual({
      exit: EXIT.passed,
      stdout: "audit: production: .: asked, nothing found\n",
    });
    expect(summary).toContain("asked, nothing found");
    expect(asked).toEqual(["POST /-/npm/v1/security/advisories/bulk"]);
  });

  it("fails on a high vulnerability in production", async () => {
    const { exit, stdout } = await audit({ scope: "production", behaviour: advisory("high") });
    expect(exit).toBe(EXIT.found);
    expect(stdout).toContain("2 high: FAILED");
  });

  it("does not count development packages for production, whatever npm's settings", async () => {
    const given = { behaviour: advisory("high"), field: "devDependencies" } as const;
    const production = await audit({ ...given, scope: "production" });
    expect(production.stdout).not.toContain("high");
    const env = { npm_config_omit: "dev", NODE_ENV: "production" };
    const { exit, stdout, summary } = await audit({ ...given, scope: "everything", env });
    expect({ exit, stdout }).toMatchObject({ exit: EXIT.passed });
    expect(stdout).toContain("2 high: reported only");
    expect(summary).toContain("| high | `part` |");
  });

  it.each([
    ["refuses the method", { status: 405, body: "" }],
    ["answers a page", { body: "<html>Sign in</html>" }],
  ])("reports that it could not ask a registry that %s", async (_, behaviour) => {
    const { exit, stdout, summary } = await audit({ scope: "production", behaviour });
    expect(exit).toBe(EXIT.couldNotAsk);
    expect(stdout).toContain("COULD NOT ASK");
    expect(summary).toContain("could not ask");
  });

  // Where it is set, `npm audit` itself says that it found nothing, and ends with 0.
  it.each([{ npm_config_offline: "true" }, { npm_config_audit: "false" }])(
    "asks even when npm is set to %j",
    async (env) => {
      const { exit, asked } = await audit({
        scope: "production",
        behaviour: advisory("high"),
        env,
      });
      expect(asked[0]).toBe("POST /-/npm/v1/security/advisories/bulk");
      expect(exit).toBe(EXIT.found);
    },
  );

  it("fails whatever npm's audit level", async () => {
    const env = { npm_config_audit_level: "none" };
    const { exit } = await audit({ scope: "production", behaviour: advisory("critical"), env });
    expect(exit).toBe(EXIT.found);
  });

  it("reports that it could not ask without npm", async () => {
    const env = { PATH: "/nowhere" };
    const { exit, stdout } = await audit({ scope: "production", behaviour: CLEAN, env });
    expect(exit).toBe(EXIT.couldNotAsk);
    expect(stdout).toContain("npm did not start");
  });

  it("refuses an unknown scope", async () => {
    const { exit, stderr, asked } = await audit({ scope: "prod", behaviour: CLEAN });
    expect({ exit, asked }).toEqual({ exit: EXIT.misused, asked: [] });
    expect(stderr).toBe("audit: expected production or everything, found prod\n");
  });
});
