/** What the gates run, word for word: a filter, a flag or a `|| true` more would let something pass. */
export const AGREED_SCRIPTS: Readonly<Record<string, string>> = {
  check:
    "npm run --silent check:format && npm run --silent check:lint && npm run --silent check:types && npm run --silent check:unused",
  "check:format": "prettier --log-level warn --check .",
  "check:lint": "oxlint --type-aware --deny-warnings",
  "check:types": "tsc && tsc --project functions/console/page && tsc --project tests/console",
  "check:unused": "knip",
  test: "npm run --silent check && vitest run --coverage",
  "test:console": "vitest run --config tests/console/vitest.config.ts",
  "test:tools": "vitest run --config tests/tools/vitest.config.ts",
  "test:conformance":
    "tests/conformance/install.sh && vitest run --config tests/conformance/vitest.config.ts",
  "test:invoke": "vitest run --config tests/invoke/vitest.config.ts",
  "test:client":
    "npm ci --silent --prefix tests/client && vitest run --config tests/client/vitest.config.ts",
  "test:s3": "vitest run --config tests/s3/vitest.config.ts",
  "test:packaged":
    "npm ci --silent --prefix tests/runtimes && tests/packaged/install.sh && vitest run --config tests/packaged/vitest.config.ts",
  "test:determinism":
    "npm ci --silent --prefix tests/runtimes && vitest run --config tests/determinism/vitest.config.ts",
  "test:verify":
    "npm ci --silent --prefix tests/runtimes && vitest run --config tests/verify/vitest.config.ts",
  "test:runtimes":
    'npm ci --silent --prefix tests/runtimes && PATH="$PWD/tests/runtimes/node_modules/node-24-$(node -p process.arch)/bin:$PATH" node node_modules/vitest/vitest.mjs run',
};
