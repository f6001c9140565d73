import { useEffect, useState } from "preact/hooks";
import { Icon } from "./icon.tsx";

interface CopyButtonProps {
  readonly text: string;
  /** What is copied, for the button's name. */
  readonly what: string;
  readonly copy: ((text: string) => Promise<void>) | undefined;
}

/** Milliseconds that the outcome is shown. */
const SHOWN_FOR = 2_500;

type Outcome = "copied" | "failed" | undefined;

const ICONS = { none: "copy", copied: "check", failed: "warning" } as const;

/** Nothing where the browser has no clipboard: the text beside it can be selected. */
export function CopyButton({ text, what, copy }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<Outcome>();
  useEffect(() => {
    if (outcome === undefined) return undefined;
    const timer = setTimeout(() => setOutcome(undefined), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [outcome]);
  if (copy === undefined) return null;
  const onClick = async (): Promise<void> => {
    try {
      await copy(text);
      setOutcome("copied");
    } catch {
      setOutcome("failed");
    }
  };
  return (
    <>
      <button
        type="button"
        class="icon-button"
        aria-label={`Copy ${what}`}
        title={`Copy ${what}`}
        onClick={() => void onClick()}
      >
        <Icon name={ICONS[outcome ?? "none"]} />
      </button>
      <span class="hidden" aria-live="polite">
        {outcome === undefined ? "" : outcome === "copied" ? "Copied" : "Copying failed"}
      </span>
    </>
  );
}
