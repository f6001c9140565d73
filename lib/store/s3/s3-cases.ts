import type { ListObjectsV2CommandOutput } from "@aws-sdk/client-s3";
import {
  ObjectTooLargeError,
  UnfitFileError,
  type ArtifactSource,
  type CaseFile,
  type FirstFolders,
  type GetOptions,
} from "../contract.ts";
import { assertPath } from "../keys.ts";
import type { Bucket } from "./bucket.ts";
import { getObject } from "./get-object.ts";
import { fileIdentity } from "./identity.ts";
import { listed, listPages } from "./list-objects.ts";
import { identitiesInEach } from "./many-identities.ts";

interface CasesInBucket extends Bucket {
  /** The common prefix of all names: empty, or ending in a slash. */
  readonly prefix: string;
}

/** Cases in a bucket, read in place: `<prefix><case>/<file>`. This class never writes. */
export class S3Cases implements ArtifactSource {
  readonly identitiesLast = true;
  readonly #bucket: Bucket;
  readonly #prefix: string;

  constructor({ prefix, ...bucket }: CasesInBucket) {
    this.#bucket = bucket;
    this.#prefix = prefix;
  }

  async read(
    folder: string,
    names: readonly string[],
    options: GetOptions = {},
  ): Promise<(CaseFile | undefined)[]> {
    const read = async (name: string) => await this.#readOne(folder, name, options);
    return await Promise.all(names.map(read));
  }

  /** Makes one LIST for all names, which contains everything that an identity is made of (docs/decisions/0029). */
  async identify(folder: string, names: readonly string[]): Promise<(string | undefined)[]> {
    for (const name of names) assertPath(`${folder}/${name}`);
    const identities = await this.#identitiesIn(`${this.#prefix}${folder}/`, names);
    return names.map((name) => identities.get(name));
  }

  async folders(): Promise<readonly string[]> {
    const names: string[] = [];
    for await (const page of this.#pagesOfFolders({})) names.push(...this.#foldersIn(page));
    // In a bucket, `a-b/` sorts before `a/`.
    return names.sort();
  }

  async firstFolders(atMost: number): Promise<FirstFolders> {
    for await (const page of this.#pagesOfFolders({ MaxKeys: atMost })) {
      return { names: this.#foldersIn(page).sort(), all: page.IsTruncated === false };
    }
    return { names: [], all: true };
  }

  #pagesOfFolders(limit: { readonly MaxKeys?: number }) {
    return listPages(this.#bucket, { Prefix: this.#prefix, Delimiter: "/", ...limit });
  }

  #foldersIn({ CommonPrefixes: folders = [] }: ListObjectsV2CommandOutput): string[] {
    return folders.map(({ Prefix: path = "" }) => path.slice(this.#prefix.length, -1));
  }

  async identifyEach(folders: readonly string[], names: readonly string[]) {
    return await identitiesInEach(this.#bucket, { prefix: this.#prefix, folders, names });
  }

  /**
   * The identities of a folder's objects by name. A folder may have thousands of other objects in subfolders: when one
   * page is not enough, only the folders of the names are listed, without their subfolders.
   */
  async #identitiesIn(folder: string, names: readonly string[]): Promise<Map<string, string>> {
    const identities = new Map<string, string>();
    const note = ({ Contents: objects = [] }: ListObjectsV2CommandOutput) => {
      for (const object of objects) {
        const file = listed(object);
        identities.set(file.key.slice(folder.length), fileIdentity(file));
      }
    };
    for await (const page of listPages(this.#bucket, { Prefix: folder })) {
      note(page);
      if (page.IsTruncated === true) break;
      return identities;
    }
    for (const below of new Set(names.map((name) => name.slice(0, name.lastIndexOf("/") + 1)))) {
      const input = { Prefix: folder + below, Delimiter: "/" };
      for await (const page of listPages(this.#bucket, input)) note(page);
    }
    return identities;
  }

  async #readOne(folder: string, name: string, options: GetOptions): Promise<CaseFile | undefined> {
    assertPath(`${folder}/${name}`);
    try {
      const object = await getObject(this.#bucket, `${this.#prefix}${folder}/${name}`, options);
      if (object === undefined) return undefined;
      const { body } = object;
      return { body, identity: fileIdentity({ ...object, size: body.length }) };
    } catch (error) {
      if (!(error instanceof ObjectTooLargeError)) throw error;
      const expected = `at most ${options.maxBytes} bytes`;
      throw new UnfitFileError(name, expected, `${error.size} bytes`);
    }
  }
}
