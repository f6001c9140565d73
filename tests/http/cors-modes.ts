import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { encodeClaim } from "../../lib/cache/claim.ts";
import { FileStore } from "../../lib/store/file/file-store.ts";
import { identityOfProcess } from "../store/child-processes.ts";
import { expectExplicitCors } from "./problems.ts";
import { addCase, posting } from "./test-service.ts";

const LOCAL = [
  "http://localhost:3000",
  "http://localhost:5173",
  "http://127.0.0.1:3000",
  "http://127.0.0.1:5173",
] as const;
const AUDIT = "https://audit.example.org";
const SECOND = "https://second.example.org:8443";
const DEMO = { APP_ENV: "demo" };

/** Settings, and the origins that they allow. */
export interface CorsMode {
  readonly name: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly allowed: "*" | readonly [string, ...string[]];
}

export const DEFAULT: CorsMode = { name: "by default", environment: {}, allowed: LOCAL };

/** Every row of the table in docs/api.md, and what might be taken for another one. */
export const MODES: readonly CorsMode[] = [
  DEFAULT,
  { name: "in a mode of the operator's", environment: { APP_ENV: "staging" }, allowed: LOCAL },
  {
    name: "with ALLOWED_ORIGIN outside demo mode",
    environment: { ALLOWED_ORIGIN: AUDIT },
    allowed: LOCAL,
  },
  {
    name: "with an empty list",
    environment: { CORS_ALLOWED_ORIGINS: " , ," },
    allowed: LOCAL,
  },
  { name: "in demo mode", environment: DEMO, allowed: "*" },
  {
    name: "in demo mode with an empty list",
    environment: { ...DEMO, CORS_ALLOWED_ORIGINS: "" },
    allowed: "*",
  },
  {
    name: "in demo mode with ALLOWED_ORIGIN",
    environment: { ...DEMO, ALLOWED_ORIGIN: AUDIT },
    allowed: [AUDIT],
  },
  {
    name: "with a list of one",
    environment: { CORS_ALLOWED_ORIGINS: AUDIT },
    allowed: [AUDIT],
  },
  {
    name: "with a list of several, spaces and commas to spare",
    environment: { CORS_ALLOWED_ORIGINS: ` ${AUDIT} ,\t${SECOND},, ${AUDIT},http://[::1]:5173 ,` },
    allowed: [AUDIT, SECOND, "http://[::1]:5173"],
  },
  {
    name: "with a list in demo mode, ALLOWED_ORIGIN or not",
    environment: { ...DEMO, ALLOWED_ORIGIN: AUDIT, CORS_ALLOWED_ORIGINS: SECOND },
    allowed: [SECOND],
  },
];

/** Origins that a careless comparison confuses with a listed one: by prefix, suffix, case, or part by part. */
function lookAlikesOf(origin: string): string[] {
  const { protocol, host, hostname } = new URL(origin);
  return [
    `${origin}/`,
    `${origin}.evil.example`,
    `${origin}.`,
    `${origin}0`,
    `${origin}@evil.example`,
    `${origin}, https://evil.example`,
    `https://evil.example, ${origin}`,
    `https://evil.example/${origin}`,
    `https://evil.example#${origin}`,
    `${protocol}//evil.${host}`,
    `${protocol}//evil${host}`,
    `${protocol}//user@${host}`,
    `${protocol}//user:${host}`,
    `${protocol}//${hostname}.`,
    `${protocol}//${hostname}:1`,
    `${protocol === "https:" ? "http:" : "https:"}//${host}`,
    `${protocol}//${host.replaceAll(".", "x")}:1`,
    origin.toUpperCase(),
    host,
    `"${origin}"`,
  ];
}

const STRANGERS = ["null", "*", "https://evil.example", "file://", "http://localhost", "undefined"];

/** Origins that the mode does not allow, including all that resemble an allowed one. */
export function strangersTo({ allowed }: CorsMode): string[] {
  const listed: readonly string[] = allowed === "*" ? [AUDIT] : allowed;
  const ends = [listed[0] ?? "", listed.at(-1) ?? ""];
  const alike = [...new Set(ends)].flatMap(lookAlikesOf);
  return [...STRANGERS, ...alike].filter((other) => !listed.includes(other));
}

/** How something is asked, over HTTP or without: the answer to a request with these headers. */
export type Ask = (path: string, init: Sent) => Promise<Response>;

interface Sent {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Kind = readonly [status: number, path: string, init: Sent];

const DAMAGED = "case_damaged";
const TAKEN = "case_taken";

/** One answer of every kind that does not depend on how the service is run. Some need `makeTrouble`. */
export const KINDS: readonly Kind[] = [
  [200, "/health", {}],
  [200, "/health", { headers: { authorization: "Bearer token", cookie: "session=1" } }],
  [200, "/report/cases", { method: "HEAD" }],
  [200, "/demo/cases/case_sparse/metrics", { headers: { "accept-encoding": "gzip" } }],
  [304, "/demo/cases/case_sparse/metrics", { headers: { "if-none-match": "*" } }],
  [400, "/report/x", {}],
  [404, "/nowhere", {}],
  [404, `/report/${"0".repeat(64)}.pdf`, {}],
  [405, "/health", { method: "PUT" }],
  [409, "/report/generate", posting({ case_id: TAKEN })],
  [413, "/report/generate", posting(" ".repeat(70_000))],
  [415, "/report/generate", { ...posting({}), headers: { "content-type": "text/plain" } }],
  [422, "/report/generate", posting([])],
  [422, "/report/generate", posting({ case_id: DAMAGED })],
];

/** Makes a case that cannot be reported, and one whose report another process is rendering. */
export async function makeTrouble(ask: Ask, artifactRoot: string, cacheDir: string): Promise<void> {
  await addCase(artifactRoot, DAMAGED);
  await writeFile(join(artifactRoot, DAMAGED, "metrics.json"), "[]");
  await addCase(artifactRoot, TAKEN);
  const status: unknown = await (await ask(`/report/cases/${TAKEN}`, {})).json();
  const key = /"cache_key":"(\w+)"/.exec(JSON.stringify(status))?.[1];
  const owner = { instance: "another", ...identityOfProcess(process.pid) };
  const store = await FileStore.open(cacheDir);
  await store.create(`claims/${key}/0/0`, encodeClaim("nonce", 900_000, owner));
}

function corsOf({ headers }: Response): [string | null, string | null] {
  const names = ["access-control-allow-origin", "access-control-allow-credentials"] as const;
  return [headers.get(names[0]), headers.get(names[1])];
}

/** The allowed origin, and whether with credentials, in the answer to a request with or without an origin. */
export function expectedFor({ allowed }: CorsMode, origin?: string): [string, string] {
  if (allowed === "*") return ["*", "false"];
  return origin !== undefined && allowed.includes(origin)
    ? [origin, "true"]
    : [allowed[0], "false"];
}

/** Origins that stand for all others where every request costs. */
function someOf(mode: CorsMode): string[] {
  return strangersTo(mode).filter((_, index) => index % 4 === 0);
}

/** Asks for each kind of answer as every listed origin, as strangers, and without an origin. */
export async function expectAnswersOf(
  mode: CorsMode,
  ask: Ask,
  kinds: readonly Kind[],
  strangers: readonly string[] = someOf(mode),
): Promise<void> {
  const listed = mode.allowed === "*" ? [] : mode.allowed;
  for (const [status, path, init] of kinds) {
    for (const origin of [...listed, ...strangers]) {
      const answer = await ask(path, { ...init, headers: { ...init.headers, origin } });
      const what = `${init.method ?? "GET"} ${path} from ${origin}`;
      expect([what, answer.status]).toEqual([what, status]);
      expect([what, ...corsOf(answer)]).toEqual([what, ...expectedFor(mode, origin)]);
      expectExplicitCors(answer);
    }
    const answer = await ask(path, init);
    expect(answer.status).toBe(status);
    expect(corsOf(answer)).toEqual(expectedFor(mode));
    expectExplicitCors(answer);
  }
}

const PREFLIGHTS = [
  { "access-control-request-method": "POST", "access-control-request-headers": "content-type" },
  { "access-control-request-method": "PUT", "access-control-request-headers": "x-anything" },
  {},
] as const;

/**
 * Asks beforehand, as a browser does, as every listed origin, as strangers and without an origin. What is
 * allowed does not depend on what is asked for.
 */
export async function expectPreflightsOf(
  mode: CorsMode,
  ask: Ask,
  strangers: readonly string[] = someOf(mode),
): Promise<void> {
  const listed = mode.allowed === "*" ? [] : mode.allowed;
  for (const origin of [undefined, ...listed, ...strangers]) {
    for (const path of ["/report/generate", "/health", "/nowhere"]) {
      for (const asked of PREFLIGHTS) {
        const headers = { ...asked, ...(origin === undefined ? {} : { origin }) };
        const answer = await ask(path, { method: "OPTIONS", headers });
        expect(answer.status).toBe(204);
        expect(await answer.text()).toBe("");
        expect([origin, ...corsOf(answer)]).toEqual([origin, ...expectedFor(mode, origin)]);
        expectExplicitCors(answer);
        expect(Object.fromEntries(answer.headers)).toMatchObject({
          "access-control-allow-methods": "GET, HEAD, POST, OPTIONS",
          "access-control-allow-headers": "content-type, prefer, if-none-match, authorization",
          "access-control-max-age": "600",
        });
      }
    }
  }
}
