import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { CasePage } from "./case/case-page.tsx";
import { CaseList } from "./list/case-list.tsx";
import type { Pages } from "./list/pager.ts";
import { usePages } from "./list/use-pages.ts";
import { lazily } from "./parts/lazily.tsx";
import { PageFoot } from "./parts/page-foot.tsx";
import { PageHead } from "./parts/page-head.tsx";
import { type Address, formatAddress, LIST, parseAddress, type View } from "./state/address.ts";
import type { Shortcuts } from "./state/kept.ts";
import { valueOf } from "./state/loading.ts";
import type { Page } from "./state/page.ts";
import { useAddress } from "./state/use-address.ts";
import { useKeptFocus } from "./state/use-kept-focus.ts";
import type { ViewProps } from "./state/view-props.ts";

const ComparePage = lazily(async () => (await import("./compare/compare-page.tsx")).ComparePage);
const VerifyPage = lazily(async () => (await import("./verify/verify-page.tsx")).VerifyPage);
const BatchPage = lazily(async () => (await import("./batch/batch-page.tsx")).BatchPage);

/** The console: the list of cases, or another view. */
export function App({ page }: { readonly page: Page }) {
  const [address, go] = useAddress(page.clock);
  const [pages, pager] = usePages(page, address);
  const [shortcuts, setShortcuts] = useState<Shortcuts>(() => page.shortcuts.read() ?? "on");
  const { view } = address;
  const [heading, cameFrom] = useComingBack(view);
  useLinks(go);
  const main = useKeptFocus();
  const toList = useCallback(() => go({ ...address, view: LIST }, "push"), [go, address]);
  const chooseShortcuts = (value: Shortcuts): void => {
    page.shortcuts.write(value);
    setShortcuts(value);
  };
  const home = formatAddress({ ...address, view: LIST });
  return (
    <>
      <a class="skip" href="#main" onClick={skip}>
        Skip to the content
      </a>
      <PageHead page={page} home={home} />
      <main id="main" tabIndex={-1} ref={main}>
        {view.name === "list" ? (
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
          <OtherView {...{ page, address, go, view, home, onBack: toList }} pages={pages} />
        )}
      </main>
      <PageFoot shortcuts={shortcuts} onShortcuts={chooseShortcuts} />
    </>
  );
}

interface OtherViewProps extends ViewProps {
  readonly view: Exclude<View, typeof LIST>;
  readonly pages: Pages;
}

function OtherView({ view, pages, ...props }: OtherViewProps) {
  switch (view.name) {
    case "case": {
      const { caseId } = view;
      const listed = valueOf(pages.list)?.cases.find(({ case_id }) => case_id === caseId);
      return <CasePage key={caseId} caseId={caseId} listed={listed} {...props} />;
    }
    case "compare":
      return <ComparePage key={`${view.a}/${view.b}`} a={view.a} b={view.b} {...props} />;
    case "verify":
      return <VerifyPage {...props} />;
    case "batch":
      return <BatchPage {...props} />;
  }
}

/** The list's heading, and the case that the reader has come back to the list from. */
function useComingBack(view: View) {
  const heading = useRef<HTMLHeadingElement>(null);
  const cameFrom = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    if (view.name === "list") {
      document.title = "Cases · CLARITY";
      // A case without a row in the list, which would have taken the focus.
      const isLost = document.activeElement === document.body;
      if (cameFrom.current !== undefined && isLost) heading.current?.focus();
    } else if (view.name === "case") cameFrom.current = view.caseId;
  }, [view]);
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
  return (
    origin === location.origin && pathname === location.pathname && target === "" && download === ""
  );
}
