import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { removeFolder } from "../store/temp-folder.ts";
import { freePort } from "../servers/free-port.ts";
import { killRunning, makeHome, settingsOf, startProcess, type Home } from "./local-service.ts";

let home: Home;
let port: number;

beforeEach(async () => {
  home = await makeHome();
  port = await freePort();
  return async () => {
    killRunning();
    await removeFolder(home.root);
  };
});

/** The output of a refused start, line by line, and its exit code. */
async function refusal(settings: Readonly<Record<string, string>>) {
  const { child, exited, output } = startProcess({ ...settingsOf(home, port), ...settings });
  await exited;
  return { code: child.exitCode, lines: output().trimEnd().split("\n") };
}

test("a port in use prints one clear line and exits with 1", async () => {
  const other = createServer().listen(port, "127.0.0.1");
  onTestFinished(() => void other.close());
  await once(other, "listening");
  const line = `Port ${port} on 127.0.0.1 is in use. Set PORT to another one, such as PORT=${port + 1}.`;
  expect(await refusal({})).toEqual({ code: 1, lines: [line] });
});

test("all invalid settings are reported together", async () => {
  const settings = {
    PORT: "80000",
    LOG_LEVEL: "loud",
    CLAIM_LEASE_MS: "30s",
    RENDER_CONCURRENCY: "0",
    CORS_ALLOWED_ORIGINS: " ,*, https://audit.example.org ,null,https://audit.example.org/",
    CLARITY_STORE: "redis",
    APP_ENV: "",
    CLARITY_BUKCET: "a secret",
    CLARITY_UNHEARD_OF: "",
  };
  const { code, lines } = await refusal(settings);
  const [head, ...faults] = lines;
  expect(code).toBe(1);
  expect(head).toBe("The settings are invalid.");
  const named = new Set(faults.map((line) => line.trim().split(":")[0]));
  expect(named).toEqual(new Set(Object.keys(settings)));
  // Each invalid origin has its own line.
  expect(faults).toHaveLength(Object.keys(settings).length + 2);
  expect(faults.slice(-2)).toEqual([
    "  CLARITY_BUKCET: unknown setting (see docs/configuration.md); did you mean CLARITY_BUCKET?",
    "  CLARITY_UNHEARD_OF: unknown setting (see docs/configuration.md)",
  ]);
  expect(lines.join("\n")).not.toContain("a secret");
});

test("a missing folder of cases prints one line that names the setting", async () => {
  const missing = join(home.root, "nothing");
  const line = `ARTIFACT_ROOT: there is no folder ${missing}.`;
  expect(await refusal({ ARTIFACT_ROOT: missing })).toEqual({ code: 1, lines: [line] });
});

test("a file in place of the folder of cases is refused too", async () => {
  const file = join(home.root, "file");
  await writeFile(file, "");
  const { code, lines } = await refusal({ ARTIFACT_ROOT: file });
  expect(code).toBe(1);
  expect(lines).toHaveLength(1);
});

test("a store that cannot be opened prints one line that says why, and the path", async () => {
  await writeFile(home.cacheDir, "a file");
  const { code, lines } = await refusal({});
  expect(code).toBe(1);
  expect(lines).toEqual([
    expect.stringContaining("The store could not be opened"),
    expect.stringContaining(`  at ${home.cacheDir}`),
  ]);
});

test("a host of another machine prints one line", async () => {
  const { code, lines } = await refusal({ HOST: "192.0.2.1" });
  expect(code).toBe(1);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(
    `Port ${port} on 192.0.2.1 cannot be used (EADDRNOTAVAIL). Set HOST to an address of this machine`,
  );
});
