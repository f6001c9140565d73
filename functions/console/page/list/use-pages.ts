import { useEffect, useMemo, useState } from "preact/hooks";
import type { Address } from "../state/address.ts";
import type { Page } from "../state/page.ts";
import { createPager, NO_PAGES, type Pager, type Pages } from "./pager.ts";

/** The pages of the list that the address names. */
export function usePages(
  { client, clock, reconnection }: Page,
  { query, sort }: Address,
): readonly [pages: Pages, pager: Pager] {
  const [pages, setPages] = useState(NO_PAGES);
  const pager = useMemo(
    () => createPager({ cases: client.cases, clock, reconnection, onChange: setPages }),
    [client, clock, reconnection],
  );
  useEffect(() => pager.show({ query, sort }), [pager, query, sort]);
  useEffect(() => pager.dispose, [pager]);
  return [pages, pager];
}
