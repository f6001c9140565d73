/**
 * `npm run audit -- production` or `everything`: asks the registry for known vulnerabilities of the packages in the
 * lockfiles. `npm audit` alone answers "found 0 vulnerabilities" also where it never asked, and writes
 * most of its errors as JSON, so its exit status and its words are not enough for a gate.
 */
import { spawnSync } from "node:child_process";
import { appendFileSync } from "node:fs";
import { answerOf } from "./audit/answer.ts";
import { EXIT, SCOPES, verdictOf, type Audited, type Scope } from "./audit/verdict.ts";
import { packageFolders } from "./lockfiles.ts";

/** Whatever the machine is set to: ask, and about all kinds of packages. */
const ASK = ["audit", "--json", "--offline=false", "--package-lock-only", "--no-update-notifier"];
const KINDS = ["prod", "optional", "peer"].map((kind) => `--include=${kind}`);
const OF_SCOPE = {
  production: [...KINDS, "--omit=dev"],
  everything: [...KINDS, "--include=dev"],
} as const satisfies Record<Scope, readonly string[]>;
const TIMEOUT_MS = 120_000;

function audit(scope: Scope, folder: string): Audited {
  const { stdout, status } = spawnSync("npm", [...ASK, ...OF_SCOPE[scope], "--prefix", folder], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    timeout: TIMEOUT_MS,
    maxBuffer: 64 * 1024 * 1024,
  });
  return { folder, answer: answerOf({ stdout: stdout ?? "", status }) };
}

const [wanted, ...rest] = process.argv.slice(2);
const scope = SCOPES.find((known) => known === wanted);
if (scope === undefined || rest.length > 0) {
  process.stderr.write(`audit: expected ${SCOPES.join(" or ")}, found ${wanted ?? "nothing"}\n`);
  process.exitCode = EXIT.misused;
} else {
  // Only the root is deployed; the others hold what tests need.
  const folders = scope === "production" ? ["."] : packageFolders();
  const { exit, lines, markdown } = verdictOf(
    scope,
    folders.map((folder) => audit(scope, folder)),
  );
  process.stdout.write(`${lines.join("\n")}\n`);
  const summary = process.env["GITHUB_STEP_SUMMARY"];
  if (summary !== undefined) appendFileSync(summary, markdown);
  process.exitCode = exit;
}
