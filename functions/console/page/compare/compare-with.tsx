import { useState } from "preact/hooks";
import { Icon } from "../parts/icon.tsx";
import { lazily } from "../parts/lazily.tsx";
import { type Address, formatAddress } from "../state/address.ts";
import type { Page } from "../state/page.ts";

const casePicker = lazily(async () => (await import("./case-picker.tsx")).CasePicker);

interface CompareWithProps {
  readonly page: Page;
  readonly address: Address;
  readonly caseId: string;
}

/** The way from a case to its comparison with another one, or with an earlier report of itself. */
export function CompareWith({ page, address, caseId }: CompareWithProps) {
  const [open, setOpen] = useState(false);
  return (
    <div class="compare-with">
      <button type="button" class="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="swap" />
        Compare with …
      </button>
      {open && (
        <casePicker.View
          page={page}
          label={`The case to compare ${caseId} with`}
          historyOf={caseId}
          hrefOf={(b) => formatAddress({ ...address, view: { name: "compare", a: caseId, b } })}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
}
