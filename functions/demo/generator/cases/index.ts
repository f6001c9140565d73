import { completeCase } from "./complete.ts";
import type { DemoCase } from "./demo-case.ts";
import { largeCase } from "./large.ts";
import { richCase } from "./rich.ts";
import { sparseCase } from "./sparse.ts";

/** Every demo case that ships with the service. */
export const DEMO_CASES: readonly DemoCase[] = [completeCase, largeCase, richCase, sparseCase];
