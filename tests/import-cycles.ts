import { posix } from "node:path";
import { importsOf, type Source } from "./import-rules.ts";

/**
 * The groups of files that import each other in a circle, type imports included. Each group lists the imports
 * within it, as `a -> b`.
 */
export function importCycles(sources: readonly Source[]): string[][] {
  const graph = new Map(sources.map((source) => [source.path, targetsOf(source)]));
  const reached = new Map([...graph.keys()].map((path) => [path, reachableFrom(path, graph)]));
  const reaches = (from: string, to: string) => reached.get(from)?.has(to) === true;
  const groups = new Map<string, string[]>();
  for (const [path, targets] of graph) {
    const inCircle = targets.filter((target) => reaches(target, path));
    if (inCircle.length === 0) continue;
    const members = [...graph.keys()].filter(
      (other) => reaches(path, other) && reaches(other, path),
    );
    const name = members.join();
    const lines = inCircle.map((target) => `${path} -> ${target}`);
    groups.set(name, [...(groups.get(name) ?? []), ...lines]);
  }
  return [...groups.values()];
}

function targetsOf({ path, text }: Source): string[] {
  return importsOf(text)
    .filter(({ specifier }) => specifier.startsWith("."))
    .map(({ specifier }) => posix.join(posix.dirname(path), specifier));
}

/** Every file that a chain of imports leads to; the file itself only when it is in a circle. */
function reachableFrom(path: string, graph: ReadonlyMap<string, readonly string[]>): Set<string> {
  const found = new Set<string>();
  const open = [...(graph.get(path) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    open.push(...(graph.get(next) ?? []));
  }
  return found;
}
