import type {
  ArtifactSource,
  CaseFile,
  FirstFolders,
  GetOptions,
  ListedObject,
} from "../../contract.ts";
import { assertPath } from "../../keys.ts";
import { fileIdentity } from "../identity.ts";
import { areMany } from "../folders-per-page.ts";
import type { DirectReads } from "./direct-reads.ts";
import type { Lazy } from "./lazy-sdk.ts";

/** Cases in a bucket, as `S3Cases`, which loads the SDK only when something besides a successful read is needed. */
export class DirectCases implements ArtifactSource {
  readonly identitiesLast = true;
  readonly #prefix: string;
  readonly #reads: DirectReads;
  readonly #sdk: Lazy<Required<ArtifactSource>>;

  constructor(prefix: string, reads: DirectReads, sdk: Lazy<Required<ArtifactSource>>) {
    this.#prefix = prefix;
    this.#reads = reads;
    this.#sdk = sdk;
  }

  async read(
    folder: string,
    names: readonly string[],
    options?: GetOptions,
  ): Promise<(CaseFile | undefined)[]> {
    const files = await this.#readAll(folder, names, options);
    return files ?? (await (await this.#sdk.get()).read(folder, names, options));
  }

  async identify(folder: string, names: readonly string[]): Promise<(string | undefined)[]> {
    for (const name of names) assertPath(`${folder}/${name}`);
    const path = `${this.#prefix}${folder}/`;
    const files = this.#sdk.isOpen ? undefined : await this.#reads.list(path);
    if (files === undefined) return await (await this.#sdk.get()).identify(folder, names);
    const identities = new Map(
      files.map((file) => [file.key.slice(path.length), fileIdentity(file)]),
    );
    return names.map((name) => identities.get(name));
  }

  async identifyEach(folders: readonly string[], names: readonly string[]) {
    if (!areMany(folders)) return new Map<string, readonly (string | undefined)[]>();
    return await (await this.#sdk.get()).identifyEach(folders, names);
  }

  async folders(): Promise<readonly string[]> {
    return await (await this.#sdk.get()).folders();
  }

  async firstFolders(atMost: number): Promise<FirstFolders> {
    return await (await this.#sdk.get()).firstFolders(atMost);
  }

  /** Undefined when one file cannot be read directly. */
  async #readAll(folder: string, names: readonly string[], options?: GetOptions) {
    for (const name of names) assertPath(`${folder}/${name}`);
    if (this.#sdk.isOpen) return undefined;
    const read = async (name: string) =>
      await this.#reads.get(`${this.#prefix}${folder}/${name}`, options);
    const found = await Promise.all(names.map(read));
    return found.every((one) => one !== undefined)
      ? found.map(({ object }) => object && caseFile(object))
      : undefined;
  }
}

function caseFile(object: Pick<ListedObject, "identity" | "modifiedAt"> & CaseFile): CaseFile {
  const { body } = object;
  return { body, identity: fileIdentity({ ...object, size: body.length }) };
}
