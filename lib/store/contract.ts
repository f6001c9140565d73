/**
 * The object store that everything else is built on: four operations, none optional, and one primitive,
 * create-only. Every S3 implementation worth using enforces it (`If-None-Match: *`), and so does a file
 * system (`rename` onto a non-empty folder fails). Each sentence below is a test of the contract suite.
 *
 * Any operation rejects with a `ClarityError` `store_unavailable` when the store cannot be reached or the
 * process lacks the right to use it; a missing right never reads as an absent object.
 */
export interface ObjectStore {
  /**
   * The whole object, or undefined when there is none. Never a part of one that is being created.
   * What somebody damaged behind the store's back is returned as it is: checking is the reader's.
   */
  get(key: string, options?: GetOptions): Promise<StoredObject | undefined>;

  /**
   * Creates the object if there is none under the key. Of any number of concurrent callers, on any number
   * of hosts, exactly one ever gets `created`; all others get `exists`. Body and metadata appear together,
   * whole, or not at all. Nothing is ever overwritten. When it rejects, the outcome is unknown.
   */
  create(key: string, body: Uint8Array, metadata?: Metadata): Promise<"created" | "exists">;

  /** Every object whose key starts with `prefix`, sorted by key. Complete, or an error. */
  list(prefix: string): Promise<ListedObject[]>;

  /**
   * Removes the object; absent is fine. For clean-up by command only, never on a request: the claims'
   * safety rests on names that are never used twice.
   */
  remove(key: string): Promise<void>;
}

/** Where cases are read from: folders of files that their owner changes and removes at will. */
export interface ArtifactSource {
  /**
   * Files of one folder, in the order of `names`; undefined where there is no such file. All of them come
   * from one and the same folder, even when a link to it is switched between two targets meanwhile. They may
   * come from different moments: the caller compares identities before and after.
   *
   * @param names paths within the folder, joined by `/`
   * @throws UnfitFileError for a file over `maxBytes`, or something that is not a regular file
   * @throws ClarityError `store_unavailable`, also when the source does not answer in time
   */
  read(
    folder: string,
    names: readonly string[],
    options?: GetOptions,
  ): Promise<(CaseFile | undefined)[]>;

  /** The identities that `read` would return now. What `read` refuses has an identity, too. */
  identify(folder: string, names: readonly string[]): Promise<(string | undefined)[]>;

  /** The names of the folders at the top, sorted, including those that cannot be opened. Complete, or an error. */
  folders(): Promise<string[]>;
}

/** A file of a case as it was read. */
export interface CaseFile {
  readonly body: Uint8Array;
  /** Changes whenever the content does: an ETag, or a file's inode, times and size. */
  readonly identity: string;
}

export interface GetOptions {
  /** The most bytes that are wanted; a larger object rejects with `ObjectTooLargeError`. */
  readonly maxBytes?: number;
}

/** The identity of an object that has lost its body behind the store's back. */
export const WITHOUT_BODY = "damaged";

/** Names and values are printable ASCII: that is what S3 carries. */
export type Metadata = Readonly<Record<string, string>>;

export interface StoredObject {
  readonly body: Uint8Array;
  readonly metadata: Metadata;
  /** Changes whenever the content does: an ETag, or a file's times and size. */
  readonly identity: string;
  /** Last change, milliseconds since the Unix epoch, on the store's clock. */
  readonly modifiedAt: number;
  /** The store's clock, milliseconds since the Unix epoch, at the answer or when first asked after it. */
  readonly clock: () => Promise<number>;
  /** Names these very bytes, should there be others under the key some day; where the store keeps versions. */
  readonly version?: string;
}

export interface ListedObject {
  readonly key: string;
  readonly identity: string;
  /** Bytes of the body. */
  readonly size: number;
  /** Last change, milliseconds since the Unix epoch, on the store's clock. */
  readonly modifiedAt: number;
}

/** An object is larger than its reader wants. Not an outcome of the service: the reader says what it means. */
export class ObjectTooLargeError extends Error {
  override readonly name = "ObjectTooLargeError";
  readonly size: number;

  constructor(size: number, maxBytes: number) {
    super(`expected at most ${maxBytes} bytes, found ${size}`);
    this.size = size;
  }
}

/** A file of a case cannot be read as an artifact: it is too large, or not a regular file. */
export class UnfitFileError extends Error {
  override readonly name = "UnfitFileError";
  /** As in `names`. */
  readonly file: string;
  readonly expected: string;
  readonly received: string;

  constructor(file: string, expected: string, received: string) {
    super(`${file}: expected ${expected}, found ${received}`);
    this.file = file;
    this.expected = expected;
    this.received = received;
  }
}
