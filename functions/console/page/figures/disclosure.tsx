import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

interface DisclosureProps {
  readonly summary: string;
  readonly open?: boolean;
  /** Called once it is opened: most never are. */
  readonly children: () => ComponentChildren;
}

/** What a reader opens by its summary. */
export function Disclosure({ summary, open = false, children }: DisclosureProps) {
  const [opened, setOpened] = useState(open);
  return (
    <details
      class="fig-data"
      open={opened}
      onToggle={(event) => setOpened(event.currentTarget.open)}
    >
      <summary>{summary}</summary>
      {opened && children()}
    </details>
  );
}
