import { useCallback, useMemo, useState } from "preact/hooks";
import { BackLink } from "../parts/back-link.tsx";
import { Icon } from "../parts/icon.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { formatAddress } from "../state/address.ts";
import type { Loading } from "../state/loading.ts";
import type { Page } from "../state/page.ts";
import { useLoading } from "../state/use-loading.ts";
import { useView } from "../state/use-view.ts";
import type { ViewProps } from "../state/view-props.ts";
import { CasePicker } from "./case-picker.tsx";
import "./compare.css";
import { type Compared, comparedIn, type LoadedSide } from "./compared.ts";
import { ComparisonView } from "./comparison-view.tsx";
import { loadCase } from "./load-case.ts";
import { loadReport } from "./load-report.ts";
import { SideCard } from "./side-card.tsx";
import { SIDES, type SideName } from "./sides.ts";

interface ComparePageProps extends ViewProps {
  /** Each is a case id, or `report:<cache key>`. */
  readonly a: string;
  readonly b: string;
}

/** Two cases beside each other, or a case and an earlier report of it. */
export function ComparePage(props: ComparePageProps) {
  const { page, address, a, b, home } = props;
  const [loadingA, retryA] = useSide(page, a);
  const [loadingB, retryB] = useSide(page, b);
  const sides = [
    { side: "a", given: a, loading: loadingA, retry: retryA },
    { side: "b", given: b, loading: loadingB, retry: retryB },
  ] as const;
  const caseHref = (caseId: string): string =>
    formatAddress({ ...address, view: { name: "case", caseId } });
  return (
    <>
      <BackLink home={home} />
      <CompareHead {...props} />
      <div class="cmp-cards">
        {sides.map(({ side, given, loading, retry }) => (
          <Loaded
            key={side}
            loading={loading}
            what={`${side.toUpperCase()}, ${named(comparedIn(given))}`}
            room="table"
            onRetry={retry}
          >
            {(loaded) => <SideCard side={side} loaded={loaded} caseHref={caseHref} />}
          </Loaded>
        ))}
      </div>
      <Both a={loadingA} b={loadingB} />
    </>
  );
}

/** What is compared, and the ways to another comparison. */
function CompareHead({ page, address, a, b, onBack }: ComparePageProps) {
  const compared = { a: comparedIn(a), b: comparedIn(b) };
  const title = `${named(compared.a)} and ${named(compared.b)}`;
  const heading = useView({ title, onBack });
  const [choosing, setChoosing] = useState<SideName>();
  const close = useCallback(() => setChoosing(undefined), []);
  const to = (sides: Record<SideName, string>): string =>
    formatAddress({ ...address, view: { name: "compare", ...sides } });
  return (
    <header class="case-head">
      <h1 ref={heading} tabIndex={-1}>
        Comparison of {title}
      </h1>
      <p class="lead">
        Every difference is B minus A: a plus sign means that B is larger. What only one of them has
        is named and not compared.
      </p>
      <div class="cmp-actions">
        <a class="button" href={to({ a: b, b: a })}>
          <Icon name="swap" />
          Swap A and B
        </a>
        {SIDES.map((side) => (
          <button
            key={side}
            type="button"
            class="button"
            aria-expanded={choosing === side}
            onClick={() => setChoosing(choosing === side ? undefined : side)}
          >
            Choose another {side.toUpperCase()}
          </button>
        ))}
        <button type="button" class="button" onClick={() => print()}>
          Print
        </button>
      </div>
      {choosing === undefined ? null : (
        <CasePicker
          key={choosing}
          page={page}
          label={`Another case as ${choosing.toUpperCase()}`}
          historyOf={historyOf([compared.a, compared.b])}
          hrefOf={(side) => to({ a, b, [choosing]: side })}
          onClose={close}
        />
      )}
    </header>
  );
}

interface BothProps {
  readonly a: Loading<LoadedSide>;
  readonly b: Loading<LoadedSide>;
}

function Both({ a, b }: BothProps) {
  const sides = useBoth(a, b);
  return sides === undefined ? null : <ComparisonView sides={sides} />;
}

/** Both sides once they are here; the same object until one of them changes. */
function useBoth(a: Loading<LoadedSide>, b: Loading<LoadedSide>) {
  return useMemo(
    () => (a.name === "loaded" && b.name === "loaded" ? { a: a.value, b: b.value } : undefined),
    [a, b],
  );
}

function useSide(page: Page, side: string) {
  const { client, clock } = page;
  const load = useCallback(
    async (signal: AbortSignal): Promise<LoadedSide> => {
      const compared = comparedIn(side);
      return compared.kind === "case"
        ? await loadCase(client, compared.caseId, signal)
        : await loadReport(client, compared.cacheKey, signal);
    },
    [client, side],
  );
  return useLoading(load, clock);
}

function named(compared: Compared): string {
  return compared.kind === "case" ? compared.caseId : `report ${compared.cacheKey.slice(0, 12)}…`;
}

/** The case whose earlier reports can be chosen. */
function historyOf(compared: readonly Compared[]): string | undefined {
  return compared.flatMap((one) => (one.kind === "case" ? [one.caseId] : []))[0];
}
