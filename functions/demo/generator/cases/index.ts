import { bundleNested } from "./bundle-nested.ts";
import { bundleRich } from "./bundle-rich.ts";
import { completeCase } from "./complete.ts";
import type { DemoCase } from "./demo-case.ts";
import { largeCase } from "./large.ts";
import { ledgerOnly } from "./ledger-only.ts";
import { richCase } from "./rich.ts";
import { sparseCase } from "./sparse.ts";

/** Every demo case that ships with the service. */
export const DEMO_CASES: readonly DemoCase[] = [
  completeCase,
  largeCase,
  richCase,
  sparseCase,
  bundleRich,
  bundleNested,
  ledgerOnly,
];
