import type { Page } from "../state/page.ts";
import { ThemeToggle } from "./theme-toggle.tsx";

interface PageHeadProps {
  readonly page: Page;
  readonly home: string;
  readonly verify: string;
}

export function PageHead({ page, home, verify }: PageHeadProps) {
  return (
    <header class="page-head">
      <div class="column">
        <a class="brand" href={home}>
          <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <rect width="32" height="32" rx="7" />
            <path d="M6 20.5l5-3.5 5 1.5 5-7.5 5 4" />
          </svg>
          <span class="brand-name">CLARITY</span>
          <span class="brand-part">Evidence stability</span>
        </a>
        <nav class="head-links" aria-label="Views">
          <a href={verify}>Verify a report</a>
        </nav>
        <ThemeToggle choice={page.theme} />
      </div>
    </header>
  );
}
