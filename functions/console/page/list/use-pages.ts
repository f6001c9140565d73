import { useEffect, useMemo, useState } from "preact/hooks";
import type { Address } from "../state/address.ts";
import type { Page } from "../state/page.ts";
import { createPager, NO_PAGES, type Pager, type Pages } from "./pager.ts";

/** The pages of the list that the address names. */
export function usePages(
  { client, clock }: Page,
  { query, sort }: Address,
): readonly [pages: Pages, pager: Pager] {
  const [pages, setPages] = useState(NO_PAGES);
  const pager = useMemo(
    () => createPager({ cases: client.cases, clock, onChange: setPages }),
    [client, clock],
  );
  useEffect(() => pager.show({ query, sort }), [pager, query, sort]);
  useEffect(() => pager.dispose, [pager]);
  return [pages, pager];
}
