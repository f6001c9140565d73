/**
 * Swaps whole cases into place, again and again, until it is killed: a separate process, for the test
 * of readings that race with edits. Every folder under `editions/` is a complete case.
 *
 *     swap-cases.ts <root> folder   renames the folder in place away and another one in
 *     swap-cases.ts <root> link     renames a symbolic link over the one in place: never absent
 */
import { readdirSync, renameSync, symlinkSync } from "node:fs";
import { join } from "node:path";

const [root = "", way] = process.argv.slice(2);
const editions = readdirSync(join(root, "editions")).sort();
const inPlace = join(root, "cases", "case_1");

/** Spins: a timer is too coarse to swap several times while a case is read. */
function pause(microseconds: number): void {
  const until = process.hrtime.bigint() + BigInt(microseconds) * 1000n;
  while (process.hrtime.bigint() < until);
}

// It ends by itself in case its parent dies without killing it.
const end = Date.now() + 60_000;
let resident: string | undefined;
for (let round = 0; Date.now() < end; round++) {
  const edition = join(root, "editions", editions[round % editions.length] ?? "");
  if (way === "link") {
    symlinkSync(edition, join(root, "next"));
    renameSync(join(root, "next"), inPlace);
  } else {
    if (resident !== undefined) renameSync(inPlace, resident);
    renameSync(edition, inPlace);
    resident = edition;
  }
  // Mostly long enough for a reading, sometimes not.
  pause(200 + ((round * 7919) % 23) * 100);
}
