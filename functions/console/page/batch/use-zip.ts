import { useEffect, useRef, useState } from "preact/hooks";
import { byCaseId, manifestText } from "../../../../lib/service/batch/manifest-text.ts";
import { type ApiProblem, asProblem } from "../api/problem.ts";
import type { Page } from "../state/page.ts";
import type { Known } from "./batch-state.ts";
import { saveZip } from "./save-zip.ts";
import { storedBytes } from "./stored-bytes.ts";
import { zipReports } from "./zip-reports.ts";

type Saving =
  | { readonly name: "idle" | "saved" }
  | { readonly name: "saving"; readonly done: number }
  | { readonly name: "failed"; readonly problem: ApiProblem };

interface Zip {
  readonly saving: Saving;
  /** To be called when the reader presses a button: otherwise browsers let a page write no file. */
  readonly save: () => void;
  readonly cancel: () => void;
}

/** Saves the reports of a batch as one file. Leaving the view cancels it. */
export function useZip(page: Page, batch: Known): Zip {
  const [saving, setSaving] = useState<Saving>({ name: "idle" });
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);
  const save = async (): Promise<void> => {
    const end = new AbortController();
    stop.current = end;
    setSaving({ name: "saving", done: 0 });
    const open = () =>
      openZip(page, batch, end.signal, (done) => setSaving({ name: "saving", done }));
    try {
      const isSaved = await saveZip(open, "clarity_reports.zip", page.download, end.signal);
      setSaving({ name: isSaved ? "saved" : "idle" });
    } catch (thrown) {
      const problem = asProblem(thrown);
      setSaving(end.signal.aborted ? { name: "idle" } : { name: "failed", problem });
    }
  };
  return { saving, save: () => void save(), cancel: () => stop.current?.abort() };
}

function openZip(
  { clock: { after } }: Page,
  { reports, refused }: Known,
  signal: AbortSignal,
  onReport: (done: number) => void,
): ReadableStream<Uint8Array> {
  return zipReports({
    reports: reports.toSorted(byCaseId),
    manifest: manifestText([...reports, ...refused]),
    bytesOf: async (report) => await storedBytes({ fetch: get, after }, report, signal),
    onReport,
  });
}

async function get(path: string, init: RequestInit): Promise<Response> {
  return await fetch(path, init);
}
