import * as fs from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { relative } from "node:path";
import type { FileSystem } from "../../lib/store/file/durable-files.ts";

interface FileOperation {
  /** As in `node:fs/promises`; `writeFile` and `sync` are those of an open file. */
  readonly name: string;
  readonly path: string;
  /** Where a rename or a link goes to. */
  readonly to: string;
}

/** Runs instead of a file operation, and decides whether and when that runs. */
export type Watcher = (operation: FileOperation, run: () => Promise<unknown>) => Promise<unknown>;

/** The real file system, each of whose operations goes through `watcher`. */
export function watchedFiles(watcher: Watcher): FileSystem {
  const target = { ...fs };
  return new Proxy(target, {
    get: (_, name) => {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== "function") return method;
      return async (...args: readonly unknown[]) => {
        const [path, to] = args.map(String);
        const operation = { name: String(name), path: path ?? "", to: to ?? "" };
        const run = async (): Promise<unknown> => await Reflect.apply(method, fs, args);
        const result = await watcher(operation, run);
        return name === "open" && isFileHandle(result)
          ? watchedFile(result, operation.path, watcher)
          : result;
      };
    },
  });
}

function isFileHandle(value: unknown): value is FileHandle {
  return typeof value === "object" && value !== null && "writeFile" in value;
}

function watchedFile(file: FileHandle, path: string, watcher: Watcher): FileHandle {
  return new Proxy(file, {
    get: (_, name) => {
      const method: unknown = Reflect.get(file, name);
      if (typeof method !== "function") return method;
      const run = async (...args: readonly unknown[]): Promise<unknown> =>
        await Reflect.apply(method, file, args);
      if (name !== "writeFile" && name !== "sync") return run;
      return async (...args: readonly unknown[]) =>
        await watcher({ name, path, to: "" }, async () => await run(...args));
    },
  });
}

/** A watcher that logs each change once it is done: `mkdir reports`; scratch names become a `*`. */
export function logTo(log: string[], root: string): Watcher {
  const shown = (path: string) => relative(root, path).replace(/^tmp\/[^/]+/, "tmp/*") || ".";
  return async ({ name, path, to }, run) => {
    const result = await run();
    if (name === "rename" || name === "link") log.push(`${name} ${shown(path)} ${shown(to)}`);
    if (["mkdir", "writeFile", "sync"].includes(name)) log.push(`${name} ${shown(path)}`);
    return result;
  };
}

/** The real file system, where one operation fails with that code on paths that end so. */
export function failingFiles(name: string, ending: string, code: string): FileSystem {
  return watchedFiles(async (operation, run) => {
    const path = name === "rename" || name === "link" ? operation.to : operation.path;
    if (operation.name !== name || !path.endsWith(ending)) return await run();
    throw Object.assign(new Error(`${code}: injected failure, ${name} '${path}'`), { code, path });
  });
}
