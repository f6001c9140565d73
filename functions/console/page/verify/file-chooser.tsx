import { VERIFIER_MB } from "./sizes.ts";
import type { VerifierState } from "./verifier.ts";

interface FileChooserProps {
  readonly state: VerifierState;
  readonly onFile: (file: File) => void;
}

/** Where a PDF is dropped or chosen. The whole page takes what is dropped. */
export function FileChooser({ state, onFile }: FileChooserProps) {
  const onChange = (event: Event): void => {
    if (!(event.currentTarget instanceof HTMLInputElement)) return;
    const file = event.currentTarget.files?.[0];
    // The same file can be chosen again.
    event.currentTarget.value = "";
    if (file !== undefined) onFile(file);
  };
  return (
    <div class="verify-chooser">
      <label class="button button-primary">
        Choose a PDF
        <input class="hidden" type="file" accept="application/pdf,.pdf" onChange={onChange} />
      </label>
      <p>or drop it anywhere on this page.</p>
      <output class="note">{WORDS[state.name]}</output>
    </div>
  );
}

const LOADED = "Everything that verifying needs is loaded: it works without a network from now on.";

const WORDS: Readonly<Record<VerifierState["name"], string>> = {
  loading: `Loading the renderer and the reader of PDFs (${VERIFIER_MB} MB).`,
  unavailable: "",
  ready: LOADED,
  working: "",
  result: LOADED,
  failed: LOADED,
};
