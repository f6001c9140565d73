/** nginx as a reverse proxy that puts a service behind a path prefix. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { makeFolder, removeFolder } from "../store/temp-folder.ts";
import { freePort } from "./free-port.ts";

/** Debian has it where only root looks for programs. */
const PATH = `${process.env["PATH"] ?? ""}:/usr/sbin`;

/**
 * Starts nginx for the rest of the test.
 *
 * @param upstream the URL of the service, without a slash at the end
 * @param prefix such as `/clarity/`
 * @returns the URL of the service behind nginx, with the prefix
 */
export async function behindNginx(upstream: string, prefix: string): Promise<string> {
  const folder = await makeFolder();
  const port = await freePort();
  await mkdir(join(folder, "tmp"));
  await writeFile(join(folder, "nginx.conf"), configuration(upstream, prefix, port));
  const args = ["-p", folder, "-c", "nginx.conf", "-e", "stderr", "-g", "daemon off;"];
  const child = spawn("nginx", args, { env: { ...process.env, PATH }, stdio: "ignore" });
  const ended = once(child, "exit");
  onTestFinished(async () => {
    child.kill("SIGTERM");
    await ended;
    await removeFolder(folder);
  });
  const url = `http://localhost:${port}${prefix}`;
  while ((await fetch(url).catch(() => undefined)) === undefined) {
    if (child.exitCode !== null)
      throw new Error("nginx ended; .ci/install-tools console installs it");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return url;
}

const TEMPORARY = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
  .map((name) => `${name}_temp_path tmp/${name};`)
  .join(" ");

function configuration(upstream: string, prefix: string, port: number): string {
  return `
worker_processes 1;
pid nginx.pid;
error_log stderr;
events {}
http {
  access_log off;
  ${TEMPORARY}
  server {
    listen ${port};
    listen [::1]:${port};
    location ${prefix} { proxy_pass ${upstream}/; }
  }
}
`;
}
