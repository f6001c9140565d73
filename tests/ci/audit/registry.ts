import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A registry's answer to a request for vulnerabilities: a status and a body. */
export interface Behaviour {
  readonly status?: number;
  readonly body: string;
}

/** An advisory on `part`, which `whole` depends on, as the registry returns it. */
export function advisory(severity: string): Behaviour {
  const entry = {
    id: 9_900_000_001,
    url: "https://github.com/advisories/GHSA-0000-0000-0000",
    title: `An example that is ${severity}`,
    severity,
    vulnerable_versions: "<2.0.0",
    cwe: ["CWE-1333"],
    cvss: { score: 0, vectorString: null },
  };
  return { body: JSON.stringify({ part: [entry] }) };
}

const packument = (name: string, dependencies: Readonly<Record<string, string>>) =>
  JSON.stringify({
    name,
    "dist-tags": { latest: "1.0.0" },
    versions: { "1.0.0": { name, version: "1.0.0", dependencies, dist: { tarball: "" } } },
  });

const PACKAGES: Readonly<Record<string, string>> = {
  "/whole": packument("whole", { part: "^1.0.0" }),
  "/part": packument("part", {}),
};

/** The files of a package that depends on `whole`, for use or for development. */
export function lockedPackage(field: "dependencies" | "devDependencies"): Record<string, string> {
  const root = { name: "asked-about", version: "1.0.0", [field]: { whole: "1.0.0" } };
  const dev = field === "devDependencies" ? { dev: true } : {};
  const packages = {
    "": root,
    "node_modules/whole": { version: "1.0.0", ...dev, dependencies: { part: "^1.0.0" } },
    "node_modules/part": { version: "1.0.0", ...dev },
  };
  return {
    "package.json": JSON.stringify(root),
    "package-lock.json": JSON.stringify({ ...root, lockfileVersion: 3, requires: true, packages }),
  };
}

/** A registry on loopback that knows two packages. */
export async function startRegistry(behaviour: Behaviour) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      asked.push(`${request.method} ${request.url}`);
      const isQuestion = request.url === "/-/npm/v1/security/advisories/bulk";
      const known = PACKAGES[request.url ?? ""];
      response.statusCode = isQuestion
        ? (behaviour.status ?? 200)
        : known === undefined
          ? 404
          : 200;
      response.end(isQuestion ? behaviour.body : (known ?? "{}"));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A server on a port has such an address.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    asked,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
