import { spawnSync } from "node:child_process";
import { chmod, cp, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { beforeEach, describe, expect, it, test } from "vitest";
import { packageFolders } from "../../.ci/lockfiles.ts";
import { temporaryFolder } from "../store/temp-folder.ts";

let folder: string;

async function program(path: string, text: string): Promise<void> {
  await writeFile(join(folder, path), `#!/bin/bash\n${text}\n`);
  await chmod(join(folder, path), 0o755);
}

/** A checkout whose npm records its arguments, and runs suites as `behaviour` says. */
async function npm(behaviour: string): Promise<void> {
  await program(
    "bin/npm",
    `echo "$*" >>${folder}/asked
    [[ $1 != ci ]] || exit "\${CI_EXIT:-0}"
    script=$3
    for argument; do case $argument in --outputFile.json=*) out=\${argument#*=} ;; esac; done
    report() {
      printf '{"numPassedTests":%s,"numFailedTests":%s,"numPendingTests":%s,"numTodoTests":0,"testResults":[]}' "$@" >"$out"
    }
    ${behaviour}`,
  );
}

beforeEach(async () => {
  folder = await temporaryFolder();
  await mkdir(join(folder, "bin"));
  await cp(".ci", join(folder, ".ci"), { recursive: true });
  await symlink(resolve("node_modules"), join(folder, "node_modules"));
  for (const of of ["tests/runtimes", "tests/client"]) {
    await mkdir(join(folder, of), { recursive: true });
    await writeFile(join(folder, of, "package-lock.json"), "{}");
  }
  await program(".ci/install-tools", `echo "tools $*" >>${folder}/asked; exit "\${TOOLS_EXIT:-0}"`);
});

function run(script: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { status, stdout } = spawnSync(join(folder, ".ci", script), args, {
    encoding: "utf8",
    timeout: 100_000,
    env: { ...process.env, ...env, PATH: `${folder}/bin:${process.env["PATH"] ?? ""}` },
  });
  return { status, last: stdout.trimEnd().split("\n").at(-1) };
}

async function asked(): Promise<string[]> {
  return (await readFile(join(folder, "asked"), "utf8")).trimEnd().split("\n");
}

/** The npm scripts of the suites that ran, sorted. */
function suitesIn(commands: readonly string[]): string[] {
  return commands.flatMap((line) => /^run --silent (\S+)/.exec(line)?.[1] ?? []).toSorted();
}

describe(".ci/suite", () => {
  it.each([
    ["passes", "report 5 0 0", { status: 0, last: "5 passed, 0 failed" }],
    ["has a failed test", "report 4 1 0; exit 1", { status: 1, last: "4 passed, 1 failed" }],
    ["skips a test", "report 4 0 1", { status: 1, last: "4 passed, 1 failed" }],
    ["fails a gate", "report 5 0 0; exit 1", { status: 1, last: "5 passed, 1 failed" }],
    ["reports nothing", "exit 0", { status: 1, last: "0 passed, 1 failed" }],
  ])("ends with the sum of a suite that %s", async (_, behaviour, expected) => {
    await npm(behaviour);
    expect(run("suite", ["tools"])).toEqual(expected);
    expect((await asked())[0]).toMatch(/^run --silent test:tools -- --reporter=default /);
  });

  it("does not use the report of an earlier run", async () => {
    const results = join(folder, "results");
    await npm("report 5 0 0");
    run("suite", ["tools", results]);
    await npm("exit 0");
    expect(run("suite", ["tools", results])).toEqual({ status: 1, last: "0 passed, 1 failed" });
  });

  it("counts a failure when the sum cannot run", async () => {
    await npm("report 5 0 0");
    await rm(join(folder, "node_modules"));
    expect(run("suite", ["tools"])).toEqual({ status: 1, last: "0 passed, 1 failed" });
  });

  it.each([[["nope"]], [[]], [["#"]]])("refuses %j, which is not a suite", async (args) => {
    await npm("report 5 0 0");
    expect(run("suite", args)).toEqual({ status: 2, last: "0 passed, 1 failed" });
  });
});

describe(".ci/run", () => {
  beforeEach(async () => {
    await writeFile(join(folder, ".ci/suites"), "# The list\none  test:one  pdf\ntwo  test:two\n");
  });

  it("installs, then runs every suite of the list, and ends with their sum", async () => {
    await npm("report 5 0 0");
    expect(run("run", [])).toEqual({ status: 0, last: "10 passed, 0 failed" });
    const commands = await asked();
    expect(commands.slice(0, 3)).toEqual([
      "ci --include=dev",
      "ci --silent --prefix tests/runtimes",
      "ci --silent --prefix tests/client",
    ]);
    expect(commands.filter((line) => line.startsWith("tools"))).toEqual(["tools all"]);
    expect(suitesIn(commands)).toEqual(["test:one", "test:two"]);
  });

  it("runs a suite that needs a tool only after the tools were installed", async () => {
    await npm("report 5 0 0");
    const tools = `until grep -q test:two ${folder}/asked; do sleep 0.01; done; echo tools >>${folder}/asked`;
    await program(".ci/install-tools", tools);
    expect(run("run", [])).toEqual({ status: 0, last: "10 passed, 0 failed" });
    const order = (await asked()).flatMap((line) => /tools|test:\w+/.exec(line)?.[0] ?? []);
    expect(order).toEqual(["test:two", "tools", "test:one"]);
  });

  it("runs no suite that needs a tool when the tools cannot be installed, and ends after the others", async () => {
    await npm("sleep 0.2; report 5 0 0");
    expect(run("run", [], { TOOLS_EXIT: "1" })).toEqual({ status: 1, last: "0 passed, 1 failed" });
    expect(suitesIn(await asked())).toEqual(["test:two"]);
  });

  it("runs two suites at a time, and never three", async () => {
    const list = ["one", "two", "three", "four"].map((name) => `${name}  test:${name}\n`);
    await writeFile(join(folder, ".ci/suites"), list.join(""));
    // Each of the first two waits for the other.
    await npm(`echo x >>${folder}/running
      until (($(wc -l <${folder}/running) >= 2)); do sleep 0.01; done
      (($(ls ${folder}/now.* 2>/dev/null | wc -l) < 2)) || echo three >>${folder}/asked
      touch ${folder}/now.$$; sleep 0.1; rm ${folder}/now.$$
      report 5 0 0`);
    expect(run("run", [])).toEqual({ status: 0, last: "20 passed, 0 failed" });
    expect(await asked()).not.toContain("three");
  });

  it("runs the other suites when one fails", async () => {
    await npm("[[ $script != test:one ]] || exit 1\nreport 5 0 0");
    expect(run("run", [])).toEqual({ status: 1, last: "5 passed, 1 failed" });
  });

  it("counts a failure when the sum cannot run", async () => {
    await npm("report 5 0 0");
    await rm(join(folder, "node_modules"));
    expect(run("run", [])).toEqual({ status: 1, last: "0 passed, 1 failed" });
  });

  it("counts a failure when no folder can be created", async () => {
    await npm("report 5 0 0");
    expect(run("run", [], { TMPDIR: join(folder, "bin/npm") })).toEqual({
      status: 1,
      last: "0 passed, 1 failed",
    });
  });

  it("runs nothing when the npm packages cannot be installed", async () => {
    await npm("report 5 0 0");
    expect(run("run", [], { CI_EXIT: "1" })).toEqual({ status: 1, last: "0 passed, 1 failed" });
    expect(suitesIn(await asked())).toEqual([]);
  });
});

describe(".ci/install", () => {
  it("installs the packages of a lockfile once, and again when it has changed", async () => {
    await npm("exit 0");
    const client = join(folder, "tests/client");
    expect(run("install", ["tests/client"]).status).toBe(0);
    expect(run("install", ["tests/client"]).status).toBe(0);
    expect(await asked()).toHaveLength(1);
    await writeFile(join(client, "package-lock.json"), '{"name": "changed"}');
    expect(run("install", ["tests/client"]).status).toBe(0);
    expect(await asked()).toHaveLength(2);
  });

  it("does not count a failed install as installed", async () => {
    await npm("exit 0");
    expect(run("install", ["tests/client"], { CI_EXIT: "1" }).status).toBe(1);
    expect(run("install", ["tests/client"]).status).toBe(0);
    expect(await asked()).toHaveLength(2);
  });
});

describe(".ci/side-by-side", () => {
  it("passes when all scripts pass, and prints what they print", async () => {
    await program("bin/npm", 'echo "output of $3"');
    expect(run("side-by-side", ["a", "b"])).toEqual({ status: 0, last: "output of b" });
  });

  it("fails when one script fails, runs the others, and names the one that failed", async () => {
    await program("bin/npm", 'echo "output of $3"; [[ $3 != a ]]');
    const { status, stdout, stderr } = spawnSync(join(folder, ".ci/side-by-side"), ["a", "b"], {
      encoding: "utf8",
      env: { PATH: `${folder}/bin:${process.env["PATH"] ?? ""}` },
    });
    expect(status).toBe(1);
    expect(stdout).toBe("\n== a failed:\noutput of a\noutput of b\n");
    expect(stderr).toBe("\nFailed: a\n");
  });

  it("runs scripts in parallel", async () => {
    await program(
      "bin/npm",
      `touch ${folder}/$3; until [[ -e ${folder}/a && -e ${folder}/b ]]; do sleep 0.01; done`,
    );
    expect(run("side-by-side", ["a", "b"]).status).toBe(0);
  });

  it("refuses an empty list of scripts", () => {
    expect(run("side-by-side", []).status).toBe(2);
  });
});

/** Runs the real script as root on a machine without the programs. */
async function installed(...suites: string[]) {
  await program("bin/sudo", 'exec "$@"');
  return await installedBy(0, ...suites);
}

async function installedBy(user: number, ...suites: string[]) {
  await cp(".ci/install-tools", join(folder, ".ci/install-tools"));
  for (const name of ["awk", "dirname", "uname", "sort", "env"]) {
    await symlink(`/usr/bin/${name}`, join(folder, "bin", name));
  }
  await program("bin/sysctl", "");
  await program("bin/id", `echo ${user}`);
  await program("bin/apt-get", `echo "$*" >>${folder}/asked`);
  const { status, stderr } = spawnSync(
    "/bin/bash",
    [join(folder, ".ci/install-tools"), ...suites],
    { encoding: "utf8", env: { PATH: `${folder}/bin` }, timeout: 100_000 },
  );
  return { status, stderr };
}

test("signatures are verified for every lockfile", async () => {
  await npm("exit 0");
  const env = { ...process.env, PATH: `${folder}/bin:${process.env["PATH"] ?? ""}` };
  expect(spawnSync(resolve(".ci/signatures"), { env, timeout: 100_000 }).status).toBe(0);
  const wanted = packageFolders().flatMap((of) => [
    `ci --prefix ${of}`,
    `audit signatures --prefix ${of}`,
  ]);
  expect((await asked()).toSorted()).toEqual(wanted.toSorted());
});

describe(".ci/install-tools", () => {
  it("installs only what a suite needs", async () => {
    expect(await installed("tools")).toMatchObject({ status: 0 });
    const [, install] = await asked();
    expect(install?.split(" ").slice(-4)).toEqual(["curl", "mupdf-tools", "poppler-utils", "qpdf"]);
  });

  it("installs what several suites need once", async () => {
    expect(await installed("s3", "packaged")).toMatchObject({ status: 0 });
    const packages = (await asked())[1]?.split(" ") ?? [];
    expect(packages.filter((name) => name === "radosgw")).toHaveLength(1);
    expect(packages).toContain("autoconf");
    expect(packages).not.toContain("qpdf");
  });

  it("installs nothing for a suite that needs nothing", async () => {
    expect(await installed("verify", "invoke")).toEqual({ status: 0, stderr: "" });
    await expect(asked()).rejects.toThrow("ENOENT");
  });

  it("knows every group that the list names", async () => {
    expect(await installed("all")).toEqual({ status: 0, stderr: "" });
    const packages = (await asked())[1]?.split(" ") ?? [];
    expect(packages).toEqual(expect.arrayContaining(["chromium", "qpdf", "radosgw", "cmake"]));
  });

  it.each([["nope"], ["#"]])("refuses %s, which is not a suite", async (name) => {
    const { status, stderr } = await installed(name);
    expect(status).toBe(2);
    expect(stderr).toContain(`found ${name}`);
  });

  it("names the missing programs and the command to run when it may not install them", async () => {
    const { status, stderr } = await installedBy(1000, "tools");
    expect(status).toBe(1);
    expect(stderr).toContain("missing: curl mupdf-tools poppler-utils qpdf\n");
    expect(stderr).toContain("apt-get install --no-install-recommends curl mupdf-tools");
    await expect(asked()).rejects.toThrow("ENOENT");
  });

  it("installs with sudo when it is not root", async () => {
    await program("bin/sudo", `echo sudo >>${folder}/asked; exec "$@"`);
    expect(await installedBy(1000, "tools")).toMatchObject({ status: 0 });
    expect((await asked())[0]).toBe("sudo");
  });

  it("refuses a call without a suite", async () => {
    expect(await installed()).toMatchObject({ status: 2 });
  });
});
