import { join } from "node:path";
import { LocalDisk } from "./local-disk.ts";
import { identityOf, statIfPresent, type FileContent } from "./read-file.ts";
import { restNeededMs } from "./settled.ts";

/**
 * The states of the files of which objects were read, to find out later whether an object has changed. A state that a
 * later edit might share is not remembered.
 */
export class ObjectStates {
  readonly #disk: LocalDisk;
  /** By the body that was read. */
  readonly #identities = new WeakMap<Uint8Array, string>();

  constructor(root: string) {
    this.#disk = new LocalDisk(root);
  }

  /** @param readAt the time just before the files were read, milliseconds since the Unix epoch */
  remember(body: FileContent, metadata: FileContent, readAt: number): void {
    const isSettled = [body, metadata].every(({ stats }) => restNeededMs(stats, readAt) === 0);
    if (!isSettled) return;
    const identities = [identityOf(body.stats), identityOf(metadata.stats)];
    this.#identities.set(body.body, identities.join(" "));
  }

  /**
   * Whether the files are still as they were when this body was read; false when that is unknown.
   *
   * @param names of the body and of the metadata
   */
  async isUnchanged(body: Uint8Array, folder: string, names: readonly string[]): Promise<boolean> {
    const before = this.#identities.get(body);
    if (before === undefined) return false;
    const quick = this.#disk.identities(folder, names);
    if (quick !== undefined) return quick.join(" ") === before;
    const now = await Promise.all(
      names.map(async (name) => await statIfPresent(join(folder, name))),
    );
    void this.#disk.trust(folder);
    return now.map((stats) => stats && identityOf(stats)).join(" ") === before;
  }
}
