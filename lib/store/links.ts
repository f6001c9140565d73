import type { ObjectStore } from "./contract.ts";

/** What a link to an object is to give. */
export interface ObjectLink {
  readonly key: string;
  /** As `StoredObject.version`: exactly these bytes. */
  readonly version: string | undefined;
  readonly contentType: string;
  readonly contentDisposition: string;
  readonly expiresInSeconds: number;
}

/** Makes a URL that gives whoever has it one object for a while. Only some stores can. */
export type SignLink = (link: ObjectLink) => Promise<string>;

/** A store, and how it makes links to its objects. */
export interface OpenedStore {
  readonly store: ObjectStore;
  /** Where the store can give out its objects itself. */
  readonly sign?: SignLink;
}
