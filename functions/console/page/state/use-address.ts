import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import type { Clock } from "../report/runner.ts";
import { type Address, parseAddress } from "./address.ts";
import { createAddressBar, type How } from "./address-bar.ts";

export type Go = (address: Address, how: How) => void;

/** The view that the address bar names, and the way to another one. */
export function useAddress(clock: Clock): readonly [address: Address, go: Go] {
  const [address, setAddress] = useState(() => parseAddress(location));
  const bar = useMemo(() => createAddressBar({ history, location, clock }), [clock]);
  useEffect(() => {
    const read = (): void => {
      bar.forget();
      setAddress(parseAddress(location));
    };
    addEventListener("popstate", read);
    addEventListener("hashchange", read);
    return () => {
      removeEventListener("popstate", read);
      removeEventListener("hashchange", read);
    };
  }, [bar]);
  const go = useCallback<Go>(
    (next, how) => {
      setAddress(next);
      bar.write(next, how);
    },
    [bar],
  );
  return [address, go];
}
