import type { ArtifactSource, CaseFile, GetOptions } from "../../lib/store/contract.ts";

interface ReadFile {
  readonly key: string;
  readonly maxBytes: number | undefined;
}

/** Counts the calls to another source. */
export class CountingSource implements ArtifactSource {
  readonly gets: ReadFile[] = [];
  readings = 0;
  identified = 0;
  readonly #source: ArtifactSource;

  constructor(source: ArtifactSource) {
    this.#source = source;
  }

  async read(folder: string, names: readonly string[], options: GetOptions = {}) {
    this.readings++;
    const { maxBytes } = options;
    this.gets.push(...names.map((name) => ({ key: `${folder}/${name}`, maxBytes })));
    return await this.#source.read(folder, names, options);
  }

  async identify(folder: string, names: readonly string[]) {
    this.identified++;
    return await this.#source.identify(folder, names);
  }

  async folders(): Promise<readonly string[]> {
    return await this.#source.folders();
  }
}

/**
 * Cases in memory, for races that must be exact: `onCall` runs after every look at a file, before its
 * answer arrives, so an edit made there falls between that look and the next one.
 */
export class ScriptedSource implements ArtifactSource {
  /** @param count how many looks of this kind there were */
  onCall: (operation: "read" | "identify", count: number) => Promise<void> | void = () => undefined;
  /** Files that were read. */
  gets = 0;
  /** Calls of `identify`. */
  identified = 0;
  #identifiedFiles = 0;
  readonly #files = new Map<string, CaseFile>();
  #edits = 0;

  /** Replaces several files of a case in one step; undefined removes one. */
  edit(caseId: string, files: Readonly<Record<string, string | undefined>>): void {
    this.#edits++;
    for (const [name, text] of Object.entries(files)) {
      const key = `${caseId}/${name}`;
      if (text === undefined) this.#files.delete(key);
      else {
        const body = new TextEncoder().encode(text);
        this.#files.set(key, { body, identity: `${name}-${this.#edits}` });
      }
    }
  }

  async read(folder: string, names: readonly string[]): Promise<(CaseFile | undefined)[]> {
    const found: (CaseFile | undefined)[] = [];
    for (const name of names) {
      found.push(this.#files.get(`${folder}/${name}`));
      await this.onCall("read", ++this.gets);
    }
    return found;
  }

  async identify(folder: string, names: readonly string[]): Promise<(string | undefined)[]> {
    this.identified++;
    const found: (string | undefined)[] = [];
    for (const name of names) {
      found.push(this.#files.get(`${folder}/${name}`)?.identity);
      await this.onCall("identify", ++this.#identifiedFiles);
    }
    return found;
  }

  async folders(): Promise<string[]> {
    const folders = [...this.#files.keys()].map((key) => key.slice(0, key.indexOf("/")));
    return await Promise.resolve([...new Set(folders)].sort());
  }
}
