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
import { incomplete } from "./failures.ts";
import { getObject } from "./get-object.ts";
import { listPages } from "./list-objects.ts";
import { etagsInEach } from "./many-etags.ts";

interface CasesInBucket extends Bucket {
  /** The common prefix of all names: empty, or ending in a slash. */
  readonly prefix: string;
}

/** Cases in a bucket, read in place: `<prefix><case>/<file>`. This class never writes. */
export class S3Cases implements ArtifactSource {
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

  /** Makes one LIST for all names: the identity of an object is its ETag, which a list contains. */
  async identify(folder: string, names: readonly string[]): Promise<(string | undefined)[]> {
    for (const name of names) assertPath(`${folder}/${name}`);
    const etags = await this.#etagsIn(`${this.#prefix}${folder}/`, names);
    return names.map((name) => etags.get(name));
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
    return await etagsInEach(this.#bucket, { prefix: this.#prefix, folders, names });
  }

  /**
   * The ETags of a folder's objects by name. A folder may have thousands of other objects in subfolders: when one
   * page is not enough, only the folders of the names are listed, without their subfolders.
   */
  async #etagsIn(folder: string, names: readonly string[]): Promise<Map<string, string>> {
    const etags = new Map<string, string>();
    const note = ({ Contents: objects = [] }: ListObjectsV2CommandOutput) => {
      for (const { Key: key, ETag: etag } of objects) {
        if (key === undefined || etag === undefined) throw incomplete("listed", "ETag");
        etags.set(key.slice(folder.length), etag);
      }
    };
    for await (const page of listPages(this.#bucket, { Prefix: folder })) {
      note(page);
      if (page.IsTruncated === true) break;
      return etags;
    }
    for (const below of new Set(names.map((name) => name.slice(0, name.lastIndexOf("/") + 1)))) {
      const input = { Prefix: folder + below, Delimiter: "/" };
      for await (const page of listPages(this.#bucket, input)) note(page);
    }
    return etags;
  }

  async #readOne(folder: string, name: string, options: GetOptions): Promise<CaseFile | undefined> {
    assertPath(`${folder}/${name}`);
    try {
      const object = await getObject(this.#bucket, `${this.#prefix}${folder}/${name}`, options);
      return object && { body: object.body, identity: object.identity };
    } catch (error) {
      if (!(error instanceof ObjectTooLargeError)) throw error;
      const expected = `at most ${options.maxBytes} bytes`;
      throw new UnfitFileError(name, expected, `${error.size} bytes`);
    }
  }
}
