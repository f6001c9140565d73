import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { CasePage } from "./case/case-page.tsx";
import { CaseList } from "./list/case-list.tsx";
import { usePages } from "./list/use-pages.ts";
import { PageFoot } from "./parts/page-foot.tsx";
import { PageHead } from "./parts/page-head.tsx";
import { type Address, formatAddress, parseAddress } from "./state/address.ts";
import type { Shortcuts } from "./state/kept.ts";
import { valueOf } from "./state/loading.ts";
import type { Page } from "./state/page.ts";
import { useAddress } from "./state/use-address.ts";
import { useKeptFocus } from "./state/use-kept-focus.ts";

/** The console: the list of cases, or one of them. */
export function App({ page }: { readonly page: Page }) {
  const [address, go] = useAddress(page.clock);
  const [pages, pager] = usePages(page, address);
  const [shortcuts, setShortcuts] = useState<Shortcuts>(() => page.shortcuts.read() ?? "on");
  const { caseId } = address;
  const [heading, cameFrom] = useComingBack(caseId);
  useLinks(go);
  const main = useKeptFocus();
  const toList = useCallback(() => go({ ...address, caseId: undefined }, "push"), [go, address]);
  const chooseShortcuts = (value: Shortcuts): void => {
    page.shortcuts.write(value);
    setShortcuts(value);
  };
  return (
    <>
      <a class="skip" href="#main" onClick={skip}>
        Skip to the content
      </a>
      <PageHead page={page} home={formatAddress({ ...address, caseId: undefined })} />
      <main id="main" tabIndex={-1} ref={main}>
        {caseId === undefined ? (
          <>
            <h1 ref={heading} tabIndex={-1}>
              Cases
            </h1>
            <CaseList
              page={page}
              pages={pages}
              pager={pager}
              address={address}
              cameFrom={cameFrom}
              shortcuts={shortcuts === "on"}
              onAddress={(next) => go(next, "replace")}
            />
          </>
        ) : (
          <CasePage
            key={caseId}
            page={page}
            caseId={caseId}
            listed={valueOf(pages.list)?.cases.find(({ case_id }) => case_id === caseId)}
            home={formatAddress({ ...address, caseId: undefined })}
            onBack={toList}
          />
        )}
      </main>
      <PageFoot shortcuts={shortcuts} onShortcuts={chooseShortcuts} />
    </>
  );
}

/** The list's heading, and the case that the reader has come back to the list from. */
function useComingBack(caseId: string | undefined) {
  const heading = useRef<HTMLHeadingElement>(null);
  const cameFrom = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    if (caseId === undefined) {
      document.title = "Cases · CLARITY";
      // A case without a row in the list, which would have taken the focus.
      const isLost = document.activeElement === document.body;
      if (cameFrom.current !== undefined && isLost) heading.current?.focus();
    } else cameFrom.current = caseId;
  }, [caseId]);
  return [heading, cameFrom.current] as const;
}

/** By hand: the hash of the address is the view's. */
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

/** Links to views change the view; with a modifier, or another button, they are the browser's. */
function useLinks(go: (address: Address, how: "push") => void): void {
  useEffect(() => {
    const onClick = (event: MouseEvent): void => {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (link === null || !isPlain(event) || !isView(link)) return;
      event.preventDefault();
      go(parseAddress(link), "push");
    };
    document.addEventListener("click", onClick);
    return () => document.removeEventListener("click", onClick);
  }, [go]);
}

function isPlain(event: MouseEvent): boolean {
  const modified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  return event.button === 0 && !modified && !event.defaultPrevented;
}

function isView({ origin, pathname, target, download }: HTMLAnchorElement): boolean {
  return origin === location.origin && pathname === "/" && target === "" && download === "";
}
