import type { Figure } from "./figure.ts";

/** What `npm run bench` measures, each loaded only in its own process. */
export const SUBJECTS = {
  hits: async () => await (await import("./hits.ts")).measureHits(),
  http: async () => await (await import("./http-hits.ts")).measureHttpHits(),
  keys: async () => await (await import("./keys.ts")).measureKeys(),
  memory: async () => await (await import("./memory.ts")).measureMemory(),
  scale: async () => await (await import("./scale.ts")).measureScale(),
  commands: async () => await (await import("./commands.ts")).measureCommands(),
  lists: async () => await (await import("./lists.ts")).measureLists(),
  rendering: async () => await (await import("./rendering.ts")).measureRendering(),
} as const satisfies Readonly<Record<string, () => Promise<Figure[]>>>;

export function isSubject(name: string): name is keyof typeof SUBJECTS {
  return Object.hasOwn(SUBJECTS, name);
}
