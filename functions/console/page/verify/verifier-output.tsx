import type { Work } from "../../../../lib/service/verify/browser-verifier.ts";
import { Icon } from "../parts/icon.tsx";
import type { Page } from "../state/page.ts";
import { Findings } from "./findings.tsx";
import { Steps } from "./steps.tsx";
import type { VerifierState } from "./verifier.ts";

interface VerifierOutputProps {
  readonly page: Page;
  readonly state: VerifierState;
  readonly onCancel: () => void;
  readonly onReload: () => void;
}

/** What the verifier does, and what it has found. */
export function VerifierOutput({ page, state, onCancel, onReload }: VerifierOutputProps) {
  switch (state.name) {
    case "loading":
    case "ready":
      return null;
    case "unavailable":
      return (
        <div class="problem" role="alert">
          <p class="problem-title">
            <Icon name="warning" />
            <strong>The verifier could not be loaded.</strong>
          </p>
          <p class="problem-advice">
            Check the network, then load it again. If that does not help, reload the page.
          </p>
          <button type="button" class="button" onClick={onReload}>
            <Icon name="again" />
            Load it again
          </button>
        </div>
      );
    case "working":
      return (
        <section class="verify-working card" aria-labelledby="verify-heading">
          <h2 id="verify-heading">{state.file.name}</h2>
          <div class="progress">
            <div class="progress-bar" />
            <output>{WORK_WORDS[state.work ?? "load"]}</output>
          </div>
          <button type="button" class="button" onClick={onCancel}>
            <Icon name="close" />
            Cancel
          </button>
          <Steps steps={state.steps} />
        </section>
      );
    case "result":
      return <Findings page={page} file={state.file} verification={state.verification} />;
    case "failed":
      return (
        <div class="problem" role="alert">
          <p class="problem-title">
            <Icon name="warning" />
            <strong>{state.file.name} could not be verified.</strong>
          </p>
          <p>{state.why}</p>
          <p class="problem-advice">
            This says nothing about the report. Use the command clarity verify instead.
          </p>
        </div>
      );
    default:
      return state satisfies never;
  }
}

const WORK_WORDS: Readonly<Record<Work | "load", string>> = {
  load: "Waiting for the verifier to load.",
  read: "Reading the PDF.",
  check: "Checking the attachments.",
  render: "Rendering the attachments again. The largest reports take half a minute.",
};
