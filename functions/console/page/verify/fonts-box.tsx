import { Icon } from "../parts/icon.tsx";
import { FONTS_MB } from "./sizes.ts";
import type { FontsState } from "./use-fonts.ts";

interface FontsBoxProps {
  readonly state: FontsState;
  /** Whether the report that was verified last needs them. */
  readonly isNeeded: boolean;
  readonly onLoad: () => void;
}

/** Offers the fonts that are too large to be loaded with the view. */
export function FontsBox({ state, isNeeded, onLoad }: FontsBoxProps) {
  return (
    <section class={`verify-fonts ${isNeeded ? "verify-fonts-needed" : ""}`}>
      <h2>Chinese, Japanese and Korean</h2>
      {state.name === "loaded" ? (
        <output>
          <Icon name="check" /> The fonts are loaded: such reports can be verified, without a
          network too.
        </output>
      ) : (
        <>
          <p>
            {isNeeded ? "This report has such text. " : ""}Reports with such text can only be
            rendered with fonts that are not loaded yet: {FONTS_MB} MB from this service. Loading
            them does not send anything of a report.
          </p>
          <button
            type="button"
            class="button"
            aria-disabled={state.name === "loading"}
            onClick={() => {
              if (state.name !== "loading") onLoad();
            }}
          >
            <Icon name="download" />
            {isNeeded ? "Load the fonts and verify again" : `Load the fonts (${FONTS_MB} MB)`}
          </button>
          <output>{STATUS[state.name]}</output>
        </>
      )}
    </section>
  );
}

const STATUS = {
  absent: "",
  loading: "Loading the fonts.",
  failed: "The fonts could not be loaded. Check the network and try again.",
} as const;
