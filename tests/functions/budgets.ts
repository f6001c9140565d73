/**
 * The limit of bytes of each bundle: its size in November 2026, and a few percent. A larger one takes Lambda
 * longer to load. Chinese, Japanese and Korean together may have 8 MB.
 */
export const BUDGETS: Readonly<Record<string, number>> = {
  "commands/aws-sdk.cjs": 450_000,
  "commands/chinese.cjs": 4_200_000,
  "commands/japanese.cjs": 1_650_000,
  "commands/korean.cjs": 2_050_000,
  "commands/main.cjs": 420_000,
  "commands/pdf-reader.cjs": 1_600_000,
  "commands/renderer.cjs": 1_030_000,
  "commands/verifier.cjs": 54_000,
  "commands/worker.cjs": 126_000,
  "console/chinese.cjs": 4_200_000,
  "console/handler.cjs": 630_000,
  "console/japanese.cjs": 1_650_000,
  "console/korean.cjs": 2_050_000,
  "console/page-scripts.cjs": 1_450_000,
  "demo/aws-sdk.cjs": 450_000,
  "demo/handler.cjs": 330_000,
  "demo/worker.cjs": 126_000,
  "health/handler.cjs": 100_000,
  "report/aws-sdk.cjs": 450_000,
  "start/server.mjs": 930_000,
  "report/chinese.cjs": 4_200_000,
  "report/handler.cjs": 388_000,
  "report/japanese.cjs": 1_650_000,
  "report/korean.cjs": 2_050_000,
  "report/renderer.cjs": 1_030_000,
  "report/worker.cjs": 126_000,
};

/** A budget further than this above its bundle guards nothing. */
const MAX_HEADROOM = 1.1;

/** The faults in the sizes of the files below `dist`, one sentence each, with what to do. */
export function budgetBreaches(
  sizes: Readonly<Record<string, number>>,
  budgets: Readonly<Record<string, number>>,
): string[] {
  const missing = Object.keys(budgets).filter((file) => sizes[file] === undefined);
  return [
    ...missing.map((file) => `dist/${file} has a budget but was not built: take it out of BUDGETS`),
    ...Object.entries(sizes).flatMap(([file, size]) => breachOf(file, size, budgets[file])),
  ];
}

function breachOf(file: string, size: number, budget: number | undefined): string[] {
  if (budget === undefined) return [`dist/${file} has no budget: give it one in BUDGETS`];
  if (size > budget) {
    return [
      `dist/${file} has ${size} bytes, its budget is ${budget}: find what came in (esbuild's --analyze) and ` +
        "load it later or leave it out; raise the budget only for what is worth a slower start",
    ];
  }
  if (size * MAX_HEADROOM < budget) {
    return [`dist/${file} has only ${size} bytes: lower its budget of ${budget}`];
  }
  return [];
}
