import { useCallback, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Pages } from "./list/pager.ts";
import { usePages } from "./list/use-pages.ts";
import { ConnectionNotice } from "./parts/connection-notice.tsx";
import { lazily } from "./parts/lazily.tsx";
import { PageFoot } from "./parts/page-foot.tsx";
import { PageHead } from "./parts/page-head.tsx";
import { formatAddress, LIST, parseAddress, type View } from "./state/address.ts";
import { placeIn } from "./state/key-press.ts";
import type { Shortcuts } from "./state/kept.ts";
import { valueOf } from "./state/loading.ts";
import type { Page } from "./state/page.ts";
import { useAddress } from "./state/use-address.ts";
import { useDroppedFile } from "./state/use-dropped-file.ts";
import { useKeptFocus } from "./state/use-kept-focus.ts";
import { ReconnectionContext } from "./state/reconnection.ts";
import { useKeys } from "./state/use-keys.ts";
import { useLinks, useNearLinks } from "./state/use-links.ts";
import type { ViewProps } from "./state/view-props.ts";

const caseList = lazily(async () => (await import("./list/case-list.tsx")).CaseList);
const casePage = lazily(async () => (await import("./case/case-page.tsx")).CasePage);
const comparePage = lazily(async () => (await import("./compare/compare-page.tsx")).ComparePage);
const verifyPage = lazily(async () => (await import("./verify/verify-page.tsx")).VerifyPage);
const helpDialog = lazily(async () => (await import("./parts/help-dialog.tsx")).HelpDialog);
const batchPage = lazily(async () => (await import("./batch/batch-page.tsx")).BatchPage);

function preload({ name }: View): void {
  if (name === "list") caseList.preload();
  if (name === "case") casePage.preload();
}

// The browser loads the first view while the page draws what is around it.
preload(parseAddress(location).view);

const VERIFY = { name: "verify" } as const;

/** The console: the list of cases, or another view. */
export function App({ page }: { readonly page: Page }) {
  const [address, go] = useAddress(page.clock);
  const [pages, pager] = usePages(page, address);
  const [shortcuts, chooseShortcuts] = useShortcuts(page);
  const { view } = address;
  const [heading, cameFrom] = useComingBack(view);
  useLinks(go);
  const dropped = useDroppedFile(() => go({ ...address, view: VERIFY }, "push"));
  useNearLinks(preload);
  const [isHelpOpen, setHelpOpen] = useHelp(shortcuts);
  const main = useKeptFocus();
  const toList = useCallback(() => go({ ...address, view: LIST }, "push"), [go, address]);
  const home = formatAddress({ ...address, view: LIST });
  return (
    <ReconnectionContext.Provider value={page.reconnection}>
      <a class="skip" href="#main" onClick={skip}>
        Skip to the content
      </a>
      <PageHead page={page} home={home} verify={formatAddress({ ...address, view: VERIFY })} />
      <ConnectionNotice reconnection={page.reconnection} />
      <main id="main" tabIndex={-1} ref={main}>
        {view.name === "list" ? (
          <>
            <h1 ref={heading} tabIndex={-1}>
              Cases
            </h1>
            <caseList.View
              page={page}
              pages={pages}
              pager={pager}
              address={address}
              cameFrom={cameFrom}
              shortcuts={shortcuts === "on"}
              onAddress={(next) => go(next, "replace")}
              onBatch={(id) => go({ ...address, view: { name: "batch", id } }, "push")}
            />
          </>
        ) : (
          <OtherView {...{ page, address, go, view, home, dropped, pages, onBack: toList }} />
        )}
      </main>
      <PageFoot
        view={view.name}
        shortcuts={shortcuts}
        onShortcuts={chooseShortcuts}
        onHelp={() => setHelpOpen(true)}
      />
      {isHelpOpen ? (
        <helpDialog.View
          page={page}
          shortcuts={shortcuts === "on"}
          onClose={() => setHelpOpen(false)}
        />
      ) : null}
    </ReconnectionContext.Provider>
  );
}

interface OtherViewProps extends ViewProps {
  readonly view: Exclude<View, typeof LIST>;
  readonly pages: Pages;
  /** The file that was last dropped on the page. */
  readonly dropped: File | undefined;
}

function OtherView({ view, pages, dropped, ...props }: OtherViewProps) {
  switch (view.name) {
    case "case": {
      const { caseId } = view;
      const listed = valueOf(pages.list)?.cases.find(({ case_id }) => case_id === caseId);
      return <casePage.View key={caseId} caseId={caseId} listed={listed} {...props} />;
    }
    case "compare":
      return <comparePage.View key={`${view.a}/${view.b}`} a={view.a} b={view.b} {...props} />;
    case "verify":
      return <verifyPage.View dropped={dropped} {...props} />;
    case "batch":
      return <batchPage.View key={view.id} id={view.id} {...props} />;
    default:
      return view satisfies never;
  }
}

/** The list's heading, and the case that the reader has come back to the list from. */
function useComingBack(view: View) {
  const heading = useRef<HTMLHeadingElement>(null);
  const cameFrom = useRef<string | undefined>(undefined);
  const hasLeft = useRef(false);
  useLayoutEffect(() => {
    if (view.name === "list") {
      document.title = "Cases · CLARITY";
      // No row has taken the focus: no case was opened, or it is not listed.
      const isLost = document.activeElement === document.body;
      if (hasLeft.current && isLost) heading.current?.focus();
      return;
    }
    hasLeft.current = true;
    if (view.name === "case") cameFrom.current = view.caseId;
  }, [view]);
  return [heading, cameFrom.current] as const;
}

/** The reader's choice, and what changes it. */
function useShortcuts({ shortcuts: kept }: Page) {
  const [shortcuts, setShortcuts] = useState<Shortcuts>(() => kept.read() ?? "on");
  const choose = (value: Shortcuts): void => {
    kept.write(value);
    setShortcuts(value);
  };
  return [shortcuts, choose] as const;
}

/** Whether the help is open. */
function useHelp(shortcuts: Shortcuts) {
  const help = useState(false);
  const [, setOpen] = help;
  useKeys((event) => {
    if (event.key !== "?" || shortcuts === "off" || placeIn(event.target) === "text") return;
    event.preventDefault();
    setOpen(true);
  });
  return help;
}

/** By hand: the hash of the address is the view's. */
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}
