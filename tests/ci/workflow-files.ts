import { readFileSync, readdirSync } from "node:fs";
import type { Workflow } from "./workflow-rules.ts";

export const FOLDER = ".github/workflows";
export const WORKFLOWS: readonly Workflow[] = readdirSync(FOLDER).map((name) => {
  const path = `${FOLDER}/${name}`;
  return { path, text: readFileSync(path, "utf8") };
});

export function workflow(name: string): Workflow {
  const found = WORKFLOWS.find(({ path }) => path === `${FOLDER}/${name}.yml`);
  if (found === undefined) throw new Error(`expected ${FOLDER}/${name}.yml, found none`);
  return found;
}

/** The workflow with one thing broken; the replaced text has to exist. */
export function broken(name: string, from: string, to: string): Workflow {
  const { path, text } = workflow(name);
  if (!text.includes(from)) throw new Error(`${path}: expected ${from}`);
  return { path, text: text.replace(from, () => to) };
}
