import { execFileSync } from "node:child_process";

/** Chromium's sandbox does not start for root, as which containers run. */
export const LAUNCH_ARGUMENTS: readonly string[] = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

/** Debian's Chromium. */
export function chromiumPath(): string {
  const look = "command -v chromium || command -v chromium-browser";
  try {
    return execFileSync("sh", ["-c", look], { encoding: "utf8" }).trim();
  } catch (cause) {
    throw new Error("expected Chromium (Debian's package chromium), found none", { cause });
  }
}
