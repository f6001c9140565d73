import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../servers/free-port.ts";
import type { Target } from "./http-load.ts";

/**
 * Starts the service as `npm start` does, with the demo cases and an empty store, for as long as `use` takes.
 *
 * @param root the folder of the executable and the built functions
 */
export async function withLocalService<T>(
  use: (url: string) => Promise<T>,
  root = ".",
): Promise<T> {
  const store = await mkdtemp(join(tmpdir(), "bench-"));
  const port = await freePort();
  const child = spawn(process.execPath, [join(root, "functions/clarity.cjs"), "start"], {
    env: { ...process.env, PORT: String(port), CLARITY_CACHE_DIR: store, LOG_LEVEL: "error" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const exited = once(child, "exit");
  try {
    const url = `http://localhost:${port}`;
    while (!(await answers(`${url}/health`))) {
      if (child.exitCode !== null) throw new Error("the local service ended before it was ready");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return await use(url);
  } finally {
    child.kill("SIGTERM");
    await exited;
    await rm(store, { recursive: true, force: true });
  }
}

/** The request for the report of a demo case. The first one renders it. */
export function reportOf(caseId: string, url: string): Target {
  return {
    method: "POST",
    url: `${url}/report/generate`,
    body: JSON.stringify({ case_id: caseId }),
  };
}

async function answers(url: string): Promise<boolean> {
  return await fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}
