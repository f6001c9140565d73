/**
 * An S3 server for the tests, for vitest's `globalSetup`: the one that the environment names, or else Ceph's
 * gateway, started for this run alone in a separate folder and stopped with it, however the run ends.
 *
 *     S3_ENDPOINT=https://… AWS_ACCESS_KEY_ID=… AWS_SECRET_ACCESS_KEY=… npm run test:s3
 *
 * runs the tests on another server (MinIO, SeaweedFS) or on AWS. They make buckets, each with a name of its
 * own, and empty and remove them again.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { listenHere } from "./listen-here.ts";

export interface S3Server {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

declare module "vitest" {
  export interface ProvidedContext {
    s3: S3Server;
  }
}

const SCRIPT = join(import.meta.dirname, "ceph.sh");
/** Another process may take a port between the look for a free one and its use. */
const ATTEMPTS = 3;
const START_WITHIN_MS = 180_000;

export default async function startS3({ provide }: TestProject): Promise<() => Promise<void>> {
  const given = serverOf(process.env);
  if (given !== undefined) {
    provide("s3", given);
    return async () => await Promise.resolve();
  }
  const { server, stop } = await startCeph();
  provide("s3", server);
  return stop;
}

/** The server that the environment names, or undefined where it names none. */
function serverOf(environment: Readonly<Record<string, string | undefined>>): S3Server | undefined {
  const {
    S3_ENDPOINT: endpoint = "",
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: region = "us-east-1",
  } = environment;
  if (endpoint === "") return undefined;
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw new Error("S3_ENDPOINT needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY beside it");
  }
  return { endpoint, region, accessKeyId, secretAccessKey };
}

interface Started {
  readonly server: S3Server;
  readonly stop: () => Promise<void>;
}

async function startCeph(): Promise<Started> {
  const faults: string[] = [];
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const started = await tryCeph();
    if (typeof started !== "string") return started;
    faults.push(started);
    // A missing program will still be missing the next time.
    if (started.includes("apt-get install")) break;
  }
  throw new Error(`The S3 server for the tests did not start.\n${faults.join("\n")}`);
}

/** Its output if it did not start. */
async function tryCeph(): Promise<Started | string> {
  // Short, since the paths of its sockets may have 107 bytes only.
  const folder = join(tmpdir(), `clarity-ceph-${randomBytes(6).toString("hex")}`);
  const [s3Port, monPort] = await freePorts();
  const ceph = spawn(SCRIPT, [folder], {
    env: { ...process.env, CEPH_S3_PORT: String(s3Port), CEPH_MON_PORT: String(monPort) },
    // It stops when its input ends, which is also when this process is killed. Ctrl-C must not reach it before.
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
  });
  const ended = once(ceph, "close");
  const stop = async () => {
    ceph.stdin.end();
    await ended;
  };
  const said = await firstOutput(ceph, ended);
  const server = serverOf(settingsIn(said.out));
  if (server !== undefined) return { server, stop };
  ceph.kill();
  await stop();
  return said.errors;
}

/** Its output when it is ready, or when it has ended. */
async function firstOutput(ceph: ChildProcess, ended: Promise<unknown>) {
  const said = { out: "", errors: "" };
  ceph.stderr?.on("data", (text) => (said.errors += String(text)));
  const ready = new Promise<void>((resolve) => {
    ceph.stdout?.on("data", (text) => {
      said.out += String(text);
      if (said.out.includes("AWS_REGION=")) resolve();
    });
  });
  const timer = setTimeout(() => {
    said.errors += `Not ready within ${START_WITHIN_MS} ms.`;
    ceph.kill();
  }, START_WITHIN_MS);
  await Promise.race([ready, ended]);
  clearTimeout(timer);
  return said;
}

function settingsIn(text: string): Record<string, string> {
  const lines = text.split("\n").map((line) => /^(\w+)=(.*)$/.exec(line));
  return Object.fromEntries(lines.map((match) => [match?.[1] ?? "", match?.[2] ?? ""]));
}

/** Two loopback ports that are free, and will not be assigned to another process soon. */
async function freePorts(): Promise<[number, number]> {
  const servers = [createServer(), createServer()] as const;
  // Both are held until both are known, so that they differ.
  const ports: [number, number] = [await listenHere(servers[0]), await listenHere(servers[1])];
  await Promise.all(
    servers.map(async (server) => {
      server.close();
      await once(server, "close");
    }),
  );
  return ports;
}
