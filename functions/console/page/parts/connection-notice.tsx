import { useEffect, useState } from "preact/hooks";
import type { Reconnection } from "../state/reconnection.ts";
import { Icon } from "./icon.tsx";

/** Says that the service cannot be reached, and what that means for the rest of the page. */
export function ConnectionNotice({ reconnection }: { readonly reconnection: Reconnection }) {
  const since = useSince(reconnection);
  return (
    <output class="connection">
      {since === undefined ? null : (
        <span class="column">
          <Icon name="warning" />
          <span>
            <strong>No connection to the service since {timeWords(since)}.</strong> Everything shown
            here was loaded before that and may be out of date. This page tries again by itself.
          </span>
        </span>
      )}
    </output>
  );
}

function useSince(reconnection: Reconnection): number | undefined {
  const [since, setSince] = useState(reconnection.since);
  useEffect(() => {
    const read = (): void => setSince(reconnection.since());
    read();
    return reconnection.subscribe(read);
  }, [reconnection]);
  return since;
}

function timeWords(since: number): string {
  return new Date(since).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}
