import { Disclosure } from "../figures/disclosure.tsx";
import { lazily } from "../parts/lazily.tsx";
import type { Page } from "../state/page.ts";

const terms = lazily(async () => (await import("./terms.tsx")).Terms);

/** What the terms of the page mean, loaded when it is opened. */
export function Glossary({ page }: { readonly page: Page }) {
  return (
    <section class="section" aria-labelledby="glossary-heading">
      <h2 id="glossary-heading">Glossary</h2>
      <Disclosure summary="What the terms mean">{() => <terms.View page={page} />}</Disclosure>
    </section>
  );
}
