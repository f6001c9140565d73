import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { citation } from "../../../../lib/report/model/citation.ts";
import { hrefOf } from "../api/answers.ts";
import { asProblem } from "../api/problem.ts";
import { CopyButton } from "../parts/copy-button.tsx";
import { Icon } from "../parts/icon.tsx";
import { lazily } from "../parts/lazily.tsx";
import type { Page } from "../state/page.ts";
import { downloadReportBlob, fileNameOf } from "./download.ts";
import type { OfferedReport, StatedIdentity } from "./state.ts";
import { durationWords, sizeWords } from "./words.ts";

const reportPreview = lazily(async () => (await import("./report-preview.tsx")).ReportPreview);

interface ReportOfferProps {
  readonly page: Page;
  readonly caseId: string;
  /** Undefined until it is known. */
  readonly identity: StatedIdentity | undefined;
  readonly report: OfferedReport;
  /** Gets the focus when the report has come. */
  readonly mainButton: RefObject<HTMLButtonElement | null>;
}

/** A stored report: what identifies it, and what can be done with it. */
export function ReportOffer(props: ReportOfferProps) {
  const { page, caseId, identity, report, mainButton } = props;
  const { cacheKey } = report;
  const { step, act, closePreview } = useBytes(page, caseId, report);
  return (
    <>
      <div class="report-buttons">
        <button
          ref={mainButton}
          type="button"
          class="button button-primary"
          onClick={() => act("download")}
        >
          <Icon name="download" />
          Download
        </button>
        <button type="button" class="button" onClick={() => act("preview")}>
          <Icon name="eye" />
          Preview
        </button>
      </div>
      <output class="note">{step.name === "fetching" ? "Fetching the report …" : ""}</output>
      {step.name === "failed" ? (
        <p class="note note-bad" role="alert">
          {step.why} The report is also available at its{" "}
          <a href={hrefOf(cacheKey)} target="_blank" rel="noopener">
            permanent address
          </a>
          .
        </p>
      ) : null}
      <OfferFacts
        page={page}
        report={report}
        cite={
          identity && `${citation(identity.id, cacheKey)}, ${page.publicUrl}${hrefOf(cacheKey)}`
        }
      />
      {step.name === "previewed" ? (
        <reportPreview.View
          page={page}
          blob={step.blob}
          cacheKey={cacheKey}
          fileName={fileNameOf(caseId)}
          onClose={closePreview}
        />
      ) : null}
    </>
  );
}

type Act = "download" | "preview";

type BytesStep =
  | { readonly name: "none" | "fetching" }
  | { readonly name: "previewed"; readonly blob: Blob }
  | { readonly name: "failed"; readonly why: string };

/** The bytes of the stored report, fetched for the first download or preview, and then kept. */
function useBytes(page: Page, caseId: string, { cacheKey, blob }: OfferedReport) {
  const [step, setStep] = useState<BytesStep>({ name: "none" });
  const fetched = useRef<{ readonly cacheKey: string; readonly blob: Blob }>(undefined);
  const end = useRef<AbortController>(undefined);
  useEffect(() => () => end.current?.abort(), []);

  const bytes = async (signal: AbortSignal): Promise<Blob> => {
    if (blob !== undefined) return blob;
    if (fetched.current?.cacheKey === cacheKey) return fetched.current.blob;
    setStep({ name: "fetching" });
    const report = await page.client.storedReport(cacheKey, signal);
    fetched.current = { cacheKey, blob: report.blob };
    return report.blob;
  };

  const run = async (what: Act, signal: AbortSignal): Promise<void> => {
    try {
      const got = await bytes(signal);
      if (signal.aborted) return;
      if (what === "download") downloadReportBlob(got, fileNameOf(caseId), page.download);
      setStep(what === "download" ? { name: "none" } : { name: "previewed", blob: got });
    } catch (thrown) {
      if (!signal.aborted) setStep({ name: "failed", why: asProblem(thrown).detail });
    }
  };

  const act = (what: Act): void => {
    end.current?.abort();
    end.current = new AbortController();
    void run(what, end.current.signal);
  };
  return { step, act, closePreview: () => setStep({ name: "none" }) };
}

interface OfferFactsProps {
  readonly page: Page;
  readonly report: OfferedReport;
  readonly cite: string | undefined;
}

function OfferFacts({ page: { copy }, report, cite }: OfferFactsProps) {
  const { cacheKey, sha256, size, took } = report;
  return (
    <dl class="facts facts-tight">
      {size === undefined ? null : (
        <div>
          <dt>Size</dt>
          <dd>{sizeWords(size)}</dd>
        </div>
      )}
      {took === undefined ? null : (
        <div>
          <dt>Took</dt>
          <dd>{durationWords(took)}</dd>
        </div>
      )}
      {sha256 === undefined ? null : (
        <div class="report-hash">
          <dt>SHA-256</dt>
          <dd>
            <code title={sha256}>{sha256}</code>
            <CopyButton text={sha256} what="the SHA-256 of the PDF" copy={copy} />
          </dd>
        </div>
      )}
      <div class="report-hash">
        <dt>Key</dt>
        <dd>
          <code title={cacheKey}>{cacheKey}</code>
          <CopyButton text={cacheKey} what="the key" copy={copy} />
        </dd>
      </div>
      <div>
        <dt>Address</dt>
        <dd>
          <a href={hrefOf(cacheKey)} target="_blank" rel="noopener">
            Permanent: always the same bytes
          </a>
        </dd>
      </div>
      {cite === undefined ? null : (
        <div class="report-cite">
          <dt>
            How to cite
            <CopyButton text={cite} what="the citation" copy={copy} />
          </dt>
          <dd>{cite}</dd>
        </div>
      )}
    </dl>
  );
}
