import { useCallback, useEffect, useState } from "preact/hooks";
import { type Address, formatAddress, parseAddress } from "./address.ts";

/** `push` makes an entry that "back" returns from; `replace` does not. */
export type Go = (address: Address, how: "push" | "replace") => void;

/** The view that the address bar names, and the way to another one. */
export function useAddress(): readonly [address: Address, go: Go] {
  const [address, setAddress] = useState(() => parseAddress(location));
  useEffect(() => {
    const read = (): void => setAddress(parseAddress(location));
    addEventListener("popstate", read);
    addEventListener("hashchange", read);
    return () => {
      removeEventListener("popstate", read);
      removeEventListener("hashchange", read);
    };
  }, []);
  const go = useCallback<Go>((next, how) => {
    setAddress(next);
    try {
      if (how === "push") history.pushState(null, "", formatAddress(next));
      else history.replaceState(null, "", formatAddress(next));
    } catch {
      // Browsers allow so many changes in a while, which fast typing may exceed: the view is right anyway.
    }
  }, []);
  return [address, go];
}
