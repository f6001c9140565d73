import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import type { Client } from "../api/client.ts";
import { createInView, type InView } from "./in-view.ts";
import { createVerifier, type Checksums, type Verifier } from "./verifier.ts";

interface RowChecksums {
  readonly of: (caseId: string) => Checksums;
  /** Receives the element of each row, or null when the row is removed. */
  readonly onElement: (caseId: string, element: Element | null) => void;
}

const observer =
  typeof IntersectionObserver === "undefined"
    ? undefined
    : (onChange: IntersectionObserverCallback) =>
        new IntersectionObserver(onChange, { rootMargin: "120px 0px" });

/** The checksums of the rows in view, requested when a row comes into view. */
export function useChecksums(client: Client): RowChecksums {
  const [, setRound] = useState(0);
  const { verifier, inView } = useMemo(() => {
    const redraw = (): void => setRound((round) => round + 1);
    return rowWatch(client, redraw);
  }, [client]);
  const elements = useMemo(() => new Map<string, Element>(), []);
  useEffect(
    () => () => {
      inView.dispose();
      verifier.dispose();
    },
    [inView, verifier],
  );
  const onElement = useCallback(
    (caseId: string, element: Element | null) => {
      const before = elements.get(caseId);
      if (before !== undefined) inView.remove(before);
      if (element === null) {
        elements.delete(caseId);
        verifier.hide(caseId);
      } else {
        elements.set(caseId, element);
        inView.add(element, caseId);
      }
    },
    [elements, inView, verifier],
  );
  return { of: verifier.of, onElement };
}

function rowWatch(client: Client, redraw: () => void): { verifier: Verifier; inView: InView } {
  const verifier = createVerifier({ verify: client.verification, onChange: redraw });
  const { show: onShow, hide: onHide } = verifier;
  return { verifier, inView: createInView({ observer, onShow, onHide }) };
}
