import type { RefObject } from "preact";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { counted } from "../../../../lib/report/model/numbers.ts";
import { excerpt } from "../../../../lib/report/model/excerpt.ts";
import { evaluatedWords, nameOf } from "../list/listed.ts";
import { Icon } from "../parts/icon.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { valueOf } from "../state/loading.ts";
import type { Page } from "../state/page.ts";
import { useLoading } from "../state/use-loading.ts";
import "./picker.css";

interface CasePickerProps {
  readonly page: Page;
  readonly label: string;
  /** The case whose stored reports can be chosen, too. */
  readonly historyOf: string | undefined;
  /** The address for a chosen side: a case id, or `report:<cache key>`. */
  readonly hrefOf: (side: string) => string;
  readonly onClose: () => void;
}

/** Cases that are offered; the search finds the others. */
const MOST_OFFERED = 8;
/** Milliseconds without a key before the search is sent. */
const REST = 250;

/** A search for a case, and what it finds as links. Escape closes it. */
export function CasePicker({ page, label, historyOf, hrefOf, onClose }: CasePickerProps) {
  const [typed, setTyped] = useState("");
  const query = useRested(page, typed);
  const input = useRef<HTMLInputElement>(null);
  const search = useClosing(onClose);
  useEffect(() => input.current?.focus(), []);
  return (
    <search class="cmp-picker" ref={search}>
      <label>
        <span>{label}</span>
        <input
          ref={input}
          type="search"
          class="input"
          placeholder="Search id, title, description, key"
          value={typed}
          maxLength={200}
          autocomplete="off"
          spellcheck={false}
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      </label>
      <Found page={page} query={query} hrefOf={hrefOf} />
      {historyOf === undefined ? null : <Stored page={page} caseId={historyOf} hrefOf={hrefOf} />}
    </search>
  );
}

/** Escape within the element closes it, and leads back to the button that opened it, not to the list. */
function useClosing(onClose: () => void): RefObject<HTMLElement | null> {
  const ref = useRef<HTMLElement>(null);
  const opener = useRef(document.activeElement);
  useEffect(() => {
    const element = ref.current;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      if (opener.current instanceof HTMLElement) opener.current.focus();
      onClose();
    };
    element?.addEventListener("keydown", onKeyDown);
    return () => element?.removeEventListener("keydown", onKeyDown);
  }, [onClose]);
  return ref;
}

function useRested({ clock }: Page, typed: string): string {
  const [rested, setRested] = useState(typed);
  useEffect(() => clock.after(REST, () => setRested(typed)), [clock, typed]);
  return rested;
}

interface FoundProps extends Pick<CasePickerProps, "page" | "hrefOf"> {
  readonly query: string;
}

function Found({ page, query, hrefOf }: FoundProps) {
  const { client, clock } = page;
  const load = useCallback(
    async (signal: AbortSignal) => await client.cases({ query, sort: "id", filter: "all" }, signal),
    [client, query],
  );
  const [loading, retry] = useLoading(load, clock);
  return (
    <>
      <output class="note">{foundWords(valueOf(loading)?.total)}</output>
      <Loaded loading={loading} what="The list of cases" room="table" onRetry={retry}>
        {({ cases }) => (
          <ul class="cmp-choices">
            {cases.slice(0, MOST_OFFERED).map((listed) => (
              <li key={listed.case_id}>
                <a href={hrefOf(listed.case_id)}>{excerpt(nameOf(listed), 120)}</a>{" "}
                {nameOf(listed) === listed.case_id ? null : (
                  <span class="mono note">{listed.case_id}</span>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </>
  );
}

function foundWords(total: number | undefined): string {
  if (total === undefined) return "";
  if (total === 0) return "No case is found.";
  return `${counted(total, "case")} found${total > MOST_OFFERED ? `; the first ${MOST_OFFERED}:` : ":"}`;
}

interface StoredProps extends Pick<CasePickerProps, "page" | "hrefOf"> {
  readonly caseId: string;
}

/** The reports of the case that are stored, newest first. Without the list, there is nothing to choose. */
function Stored({ page, caseId, hrefOf }: StoredProps) {
  const { client, clock } = page;
  const load = useCallback(
    async (signal: AbortSignal) => await client.reports(caseId, signal),
    [client, caseId],
  );
  const [loading] = useLoading(load, clock);
  const { reports = [] } = valueOf(loading) ?? {};
  if (reports.length === 0) return null;
  return (
    <>
      <p>
        <Icon name="link" /> Or a stored report of {caseId}:
      </p>
      <ul class="cmp-choices">
        {reports.slice(0, MOST_OFFERED).map(({ key, stored_at: storedAt }) => (
          <li key={key}>
            <a href={hrefOf(`report:${key}`)}>Stored {evaluatedWords(storedAt) ?? storedAt}</a>{" "}
            <span class="mono note">{key.slice(0, 12)}…</span>
          </li>
        ))}
      </ul>
    </>
  );
}
