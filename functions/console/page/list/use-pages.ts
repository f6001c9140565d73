import { useEffect, useMemo, useState } from "preact/hooks";
import type { Address } from "../state/address.ts";
import type { Page } from "../state/page.ts";
import { createPager, NO_PAGES, type Pager, type Pages } from "./pager.ts";

/** The pages of the list that the address names. */
export function usePages(
  { client, clock, reconnection }: Page,
  { query, sort, filter, view }: Address,
): readonly [pages: Pages, pager: Pager] {
  const [pages, setPages] = useState(NO_PAGES);
  const pager = useMemo(
    () => createPager({ cases: client.cases, clock, reconnection, onChange: setPages, mayMove }),
    [client, clock, reconnection],
  );
  useEffect(() => pager.show({ query, sort, filter }), [pager, query, sort, filter]);
  const isShown = view.name === "list";
  useEffect(() => {
    if (isShown) pager.refresh();
  }, [pager, isShown]);
  useEffect(() => pager.dispose, [pager]);
  return [pages, pager];
}

/** Whether rows may change places: not while one has the focus, which it would lose. */
function mayMove(): boolean {
  return (document.activeElement?.closest(".rows") ?? null) === null;
}
