import type { Clock } from "../report/runner.ts";
import { type Address, formatAddress } from "./address.ts";

/** `push` makes an entry that "back" returns from; `replace` does not. */
export type How = "push" | "replace";

interface AddressBarOptions {
  readonly history: Pick<History, "pushState" | "replaceState">;
  readonly clock: Pick<Clock, "after">;
}

export interface AddressBar {
  readonly write: (address: Address, how: How) => void;
  /** Forgets what is not written yet: the reader has gone elsewhere. */
  readonly forget: () => void;
}

/** Milliseconds. Browsers allow a hundred changes in half a minute, which fast typing would exceed. */
const SETTLED_AFTER = 400;
/** Milliseconds until a change that the browser has refused is tried again. */
const REFUSED_FOR = 5_000;

/** Writes views into the address bar: another view at once, the same one changed when that has settled. */
export function createAddressBar({ history, clock }: AddressBarOptions): AddressBar {
  let waiting: Address | undefined;
  let takeBack: (() => void) | undefined;

  const forget = (): void => {
    takeBack?.();
    waiting = undefined;
  };

  const later = (address: Address, milliseconds: number): void => {
    forget();
    waiting = address;
    takeBack = clock.after(milliseconds, () => writeNow(address, "replace"));
  };

  const writeNow = (address: Address, how: How): void => {
    forget();
    try {
      if (how === "push") history.pushState(null, "", formatAddress(address));
      else history.replaceState(null, "", formatAddress(address));
    } catch {
      later(address, REFUSED_FOR);
    }
  };

  return {
    write: (address, how) => {
      if (how === "replace") return later(address, SETTLED_AFTER);
      // "Back" leads to the view as it was last.
      if (waiting !== undefined) writeNow(waiting, "replace");
      writeNow(address, "push");
    },
    forget,
  };
}
