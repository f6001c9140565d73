import type { Address } from "./address.ts";
import type { Page } from "./page.ts";
import type { Go } from "./use-address.ts";

/** What the page passes to every view except the list. */
export interface ViewProps {
  readonly page: Page;
  readonly address: Address;
  readonly go: Go;
  /** The address of the list, with its search, order and filter. */
  readonly home: string;
  /** Leads to the list. */
  readonly onBack: () => void;
}
