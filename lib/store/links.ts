import type { ObjectStore } from "./contract.ts";

/** What a link to an object returns. */
export interface ObjectLink {
  readonly key: string;
  /** As `StoredObject.version`: exactly these bytes. */
  readonly version: string | undefined;
  readonly contentType: string;
  readonly contentDisposition: string;
  readonly expiresInSeconds: number;
}

/** Makes a URL that gives access to one object for a limited time. Only some stores support this. */
export type SignLink = (link: ObjectLink) => Promise<string>;

/** A store, with a function that makes links to its objects if the store supports them. */
export interface OpenedStore {
  readonly store: ObjectStore;
  /** Absent when the store cannot serve its objects itself. */
  readonly sign?: SignLink;
}
