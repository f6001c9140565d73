import { existsSync } from "node:fs";
import { resolve } from "node:path";
import installed from "../runtimes/package.json" with { type: "json" };

/** A Node, and how it is started on this machine. */
export interface Runtime {
  readonly name: string;
  readonly major: string;
  readonly arch: string;
  readonly command: readonly [string, ...string[]];
}

/** Runs the other processor's Node as a process of this machine; `.ci/run` installs it. */
const EMULATOR = { program: "/usr/bin/qemu-aarch64", libraries: "/usr/aarch64-linux-gnu" } as const;

const all: readonly Runtime[] = Object.keys(installed.dependencies).map((name) => {
  const [, major = "", arch = ""] = name.split("-");
  const node = resolve("tests/runtimes/node_modules", name, "bin/node");
  const emulated = [EMULATOR.program, "-L", EMULATOR.libraries, node] as const;
  const command = arch === process.arch ? ([node] as const) : emulated;
  return { name: `Node ${major} on ${arch}`, major, arch, command };
});

/** The Nodes of this machine's own processor. */
export const NATIVE = all.filter(({ arch }) => arch === process.arch);

/**
 * The Nodes of arm64 on an x64 machine. An arm64 machine has none: its own are native, and the emulation of
 * x64 (qemu-user 7.2) aborts when Node starts. The recorded hashes are the same everywhere, so what differs
 * between the two is found on both.
 */
export const EMULATED = all.filter(({ arch }) => arch === "arm64" && process.arch !== "arm64");

/** @throws Error that says what to install */
export function assertInstalled(): void {
  const needed = [...NATIVE, ...EMULATED].flatMap(({ command }) =>
    command.filter((part) => part.startsWith("/")),
  );
  const missing = needed.find((path) => !existsSync(path));
  if (missing === undefined) return;
  throw new Error(
    `There is no ${missing}. The Nodes are installed by \`npm ci --prefix tests/runtimes\`, the emulation ` +
      "by Debian's packages qemu-user, libstdc++6-arm64-cross and libatomic1-arm64-cross.",
  );
}
