import { useState } from "preact/hooks";
import { lazily } from "../parts/lazily.tsx";
import type { Page } from "../state/page.ts";

const terms = lazily(async () => (await import("./terms.tsx")).Terms);

/** What the terms of the page mean, loaded when it is opened. */
export function Glossary({ page }: { readonly page: Page }) {
  const [opened, setOpened] = useState(false);
  return (
    <section class="section" aria-labelledby="glossary-heading">
      <h2 id="glossary-heading">Glossary</h2>
      <details class="fig-data" onToggle={(event) => setOpened(event.currentTarget.open)}>
        <summary>What the terms mean</summary>
        {opened && <terms.View page={page} />}
      </details>
    </section>
  );
}
