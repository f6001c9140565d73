import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const TEMPLATE = "functions/demo/artifacts/case_sparse";

/** Writes cases that differ in their ids only: `case_00000` and so on. */
export function writeCases(folder: string, count: number): void {
  const files = readdirSync(TEMPLATE).map(
    (name) => [name, readFileSync(join(TEMPLATE, name), "utf8")] as const,
  );
  for (let nth = 0; nth < count; nth++) {
    const id = `case_${String(nth).padStart(5, "0")}`;
    mkdirSync(join(folder, id), { recursive: true });
    for (const [name, text] of files) {
      writeFileSync(join(folder, id, name), text.replaceAll("case_sparse", id));
    }
  }
}
