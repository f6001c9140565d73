import type { ArtifactSource, GetOptions, StoredObject } from "../../lib/store/contract.ts";

/** Counts what is asked of another source. */
export class CountingSource implements ArtifactSource {
  readonly gets: { readonly key: string; readonly maxBytes: number | undefined }[] = [];
  identified = 0;
  readonly #source: ArtifactSource;

  constructor(source: ArtifactSource) {
    this.#source = source;
  }

  async get(key: string, options: GetOptions = {}): Promise<StoredObject | undefined> {
    this.gets.push({ key, maxBytes: options.maxBytes });
    return await this.#source.get(key, options);
  }

  async identify(key: string): Promise<string | undefined> {
    this.identified++;
    return await this.#source.identify(key);
  }

  async folders(): Promise<string[]> {
    return await this.#source.folders();
  }
}

/**
 * Cases in memory, for races that must be exact: `onCall` runs after every look at a file, before its
 * answer arrives, so an edit made there falls between that look and the next one.
 */
export class ScriptedSource implements ArtifactSource {
  onCall: (operation: "get" | "identify", count: number) => Promise<void> | void = () => undefined;
  gets = 0;
  identified = 0;
  readonly #files = new Map<string, { body: Uint8Array; identity: string }>();
  #edits = 0;

  /** Replaces files of a case, all at once; undefined removes one. */
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

  async get(key: string): Promise<StoredObject | undefined> {
    const file = this.#files.get(key);
    this.gets++;
    await this.onCall("get", this.gets);
    if (file === undefined) return undefined;
    return { ...file, metadata: {}, modifiedAt: 0, clock: startOfTime };
  }

  async identify(key: string): Promise<string | undefined> {
    const file = this.#files.get(key);
    this.identified++;
    await this.onCall("identify", this.identified);
    return file?.identity;
  }

  async folders(): Promise<string[]> {
    const folders = [...this.#files.keys()].map((key) => key.slice(0, key.indexOf("/")));
    return await Promise.resolve([...new Set(folders)].sort());
  }
}

async function startOfTime(): Promise<number> {
  return await Promise.resolve(0);
}
