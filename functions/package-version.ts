import { readFileSync } from "node:fs";

/** The version that package.json in the working directory states. */
export function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync("package.json", "utf8"));
  if (typeof manifest === "object" && manifest !== null && "version" in manifest) {
    return String(manifest.version);
  }
  throw new Error("package.json: expected a version, found none");
}
