/**
 * The object store that everything else is built on: four required operations and one primitive, create-only.
 * S3 supports it (`If-None-Match: *`), and so does a file system (`link` to an existing file and `rename` onto a
 * non-empty folder fail). The contract suite tests each sentence below.
 *
 * Any operation rejects with a `ClarityError` `store_unavailable` when the store cannot be reached or the
 * process lacks the permission to use it; a missing permission never looks like an absent object.
 */
export interface ObjectStore {
  /**
   * Returns the whole object, or undefined when it does not exist. Never returns part of an object that is being
   * created. Returns a damaged object as it is: the caller verifies the content.
   *
   * If the object is still the one in `options.known`, body and metadata, the store may return `known.body` again
   * instead of reading the body; otherwise it returns what is stored now. So the same `body` means that nothing has
   * changed, and that the caller need not verify it again.
   */
  get(key: string, options?: ObjectGetOptions): Promise<StoredObject | undefined>;

  /**
   * Creates the object if the key is free. Of any number of concurrent callers, on any number of hosts, exactly
   * one gets `created`; all others get `exists`. Body and metadata appear together and complete, or not at all.
   * An object is never overwritten. When the call rejects, the outcome is unknown.
   */
  create(key: string, body: Uint8Array, metadata?: Metadata): Promise<"created" | "exists">;

  /**
   * Yields every object whose key starts with `prefix`, in ascending order of the keys' characters. An object that
   * exists from the first step to the last is yielded exactly once; one that is created or removed meanwhile may be
   * missing. The list ends when it is complete, or a step rejects. Memory does not grow with the number of objects.
   * The caller may stop before the end. `listAll` collects a list that is known to be short.
   */
  list(prefix: string): AsyncIterable<ListedObject>;

  /**
   * Removes the object; does nothing when it does not exist. Only commands that clean up call this, never a
   * request: claims are safe because a name is never used twice.
   */
  remove(key: string): Promise<void>;
}

/** `ObjectStore.list` of a store that is only listed. */
export type ListObjects = ObjectStore["list"];

/** The source of cases: folders of files that their owner may change or remove at any time. */
export interface ArtifactSource {
  /**
   * True when an identity belongs to one content for good: no later content of the file gets it, in whatever process
   * it is read. Absent when an identity only means something while the process that read it runs.
   */
  readonly identitiesLast?: boolean;

  /**
   * Returns files of one folder, in the order of `names`; undefined for a file that does not exist. All files come
   * from the same folder, even when a link to it is switched meanwhile. They may have been read at different
   * moments: the caller compares identities before and after.
   *
   * @param names paths within the folder, joined by `/`
   * @throws UnfitFileError when a file is larger than `maxBytes` or not a regular file
   * @throws ClarityError `store_unavailable`, also when the source does not answer in time
   */
  read(
    folder: string,
    names: readonly string[],
    options?: GetOptions,
  ): Promise<(CaseFile | undefined)[]>;

  /** Returns the identities that `read` would return now. A file that `read` refuses has an identity, too. */
  identify(folder: string, names: readonly string[]): Promise<(string | undefined)[]>;

  /**
   * As `identify`, for many folders, in much less time. A folder whose identities cannot be read is absent from the
   * result: `identify` says why. A source without this method is asked for each folder.
   */
  identifyEach?(
    folders: readonly string[],
    names: readonly string[],
  ): Promise<ReadonlyMap<string, readonly (string | undefined)[]>>;

  /** Returns the sorted names of the top folders, even of those that cannot be opened. Complete, or it rejects. */
  folders(): Promise<readonly string[]>;

  /**
   * Looks at some entries of the source, at most 1,000, and returns the sorted names of the folders among them. Takes
   * the same time whatever the number of folders is. A source without this method is asked for all folders.
   */
  firstFolders?(atMost: number): Promise<FirstFolders>;
}

export interface FirstFolders {
  readonly names: readonly string[];
  /** Whether the source has no other folders. */
  readonly all: boolean;
}

/** A file of a case, as it was read. */
export interface CaseFile {
  readonly body: Uint8Array;
  /** Changes whenever the content does: an ETag, or a file's inode, times and size. */
  readonly identity: string;
}

export interface GetOptions {
  /** The size limit in bytes; a larger object rejects with `ObjectTooLargeError`. */
  readonly maxBytes?: number;
}

export interface ObjectGetOptions extends GetOptions {
  /** What an earlier `get` of the same key returned. Its body must not have been changed since. */
  readonly known?: StoredObject | undefined;
}

/** The identity of an object whose body another program removed. */
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
  /** The store's clock, milliseconds since the Unix epoch, at the response or when it is first read after that. */
  readonly clock: () => Promise<number>;
  /** Identifies exactly these bytes, even if the key gets other bytes later. Only versioned stores have it. */
  readonly version?: string;
}

export interface ListedObject {
  readonly key: string;
  readonly identity: string;
  /** The size of the body in bytes. */
  readonly size: number;
  /** Last change, milliseconds since the Unix epoch, on the store's clock. */
  readonly modifiedAt: number;
}

/** An object is larger than the caller's limit. The caller decides which error of the service this is. */
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
