import type { Clock } from "../report/runner.ts";
import { type Address, formatAddress, parseAddress } from "./address.ts";

/** `push` makes an entry that "back" returns from; `replace` does not. */
export type How = "push" | "replace";

interface AddressBarOptions {
  readonly history: Pick<History, "pushState" | "replaceState">;
  readonly location: { readonly search: string; readonly hash: string };
  readonly clock: Pick<Clock, "after">;
}

export interface AddressBar {
  readonly write: (address: Address, how: How) => void;
  /** Forgets what is not written yet: the reader has gone elsewhere. */
  readonly forget: () => void;
}

/** Milliseconds. Browsers allow a hundred changes in half a minute, which fast typing would exceed. */
const REST = 400;
/** Milliseconds until a change that the browser has refused is tried again. */
const REFUSED_FOR = 5_000;

/**
 * Writes views into the address bar. Of a view that changes faster than the bar may, the first change and
 * what it came to are written.
 */
export function createAddressBar({ history, location, clock }: AddressBarOptions): AddressBar {
  let waiting: Address | undefined;
  let wakeUp: (() => void) | undefined;

  const forget = (): void => {
    wakeUp?.();
    wakeUp = undefined;
    waiting = undefined;
  };

  const rest = (milliseconds: number, then: Address | undefined): void => {
    forget();
    waiting = then;
    wakeUp = clock.after(milliseconds, () => {
      wakeUp = undefined;
      if (then !== undefined) writeNow(then, "replace");
    });
  };

  const writeNow = (address: Address, how: How): void => {
    try {
      if (how === "push") history.pushState(null, "", formatAddress(address));
      else history.replaceState(null, "", formatAddress(address));
      rest(REST, undefined);
    } catch {
      rest(REFUSED_FOR, address);
    }
  };

  return {
    write: (address, how) => {
      if (how === "replace" && wakeUp !== undefined) return rest(REST, address);
      // "Back" leads to the view as it was last.
      if (waiting !== undefined) writeNow(waiting, "replace");
      // As a browser does with a link to where the reader is.
      const stays = formatAddress(parseAddress(location)) === formatAddress(address);
      writeNow(address, stays ? "replace" : how);
    },
    forget,
  };
}
