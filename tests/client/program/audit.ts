/** What an auditor's program may do with the generated client. Compiled and run by ../client.check.ts. */
import createClient from "openapi-fetch";
import type { components, paths } from "./api.d.ts";

type InProgress = components["schemas"]["InProgressProblem"];

interface Findings {
  readonly cases: readonly string[];
  readonly titles: readonly string[];
  readonly axes: readonly string[];
  readonly statuses: readonly number[];
  readonly sizes: readonly number[];
  readonly conflict: InProgress | undefined;
  readonly key: string;
  readonly ready: boolean;
  readonly stored: number;
  readonly unchanged: number;
  readonly missing: string;
}

type Fetch = (request: Request) => Promise<Response>;

/** Lists the cases, reads the evaluation, and requests the report of one several times in parallel. */
export async function audit(baseUrl: string, caseId: string, fetch: Fetch): Promise<Findings> {
  const client = createClient<paths>({ baseUrl, fetch });
  const cases = found((await client.GET("/report/cases")).data).cases;
  const titles = await Promise.all(
    cases.map(async (id) => (await manifestOf(id)).title ?? "not stated"),
  );
  const { config } = await manifestOf(caseId);

  const posts = Array.from({ length: 20 }, () =>
    client.POST("/report/generate", { body: { case_id: caseId }, parseAs: "arrayBuffer" }),
  );
  const answers = await Promise.all(posts);
  const conflict = answers.map(({ error }) => error).find(isConflict);
  const path = { case_id: caseId };
  const status = found((await client.GET("/report/cases/{case_id}", { params: { path } })).data);

  const { cache_key, ready } = status;
  const report = await client.GET("/report/{cache_key}.pdf", {
    params: { path: { cache_key } },
    parseAs: "arrayBuffer",
  });
  const again = await client.GET("/report/{cache_key}.pdf", {
    params: {
      path: { cache_key },
      header: { "If-None-Match": report.response.headers.get("etag") ?? "" },
    },
    parseAs: "stream",
  });
  return {
    cases,
    titles,
    axes: config?.perturbation_axes ?? [],
    statuses: answers.map(({ response }) => response.status),
    sizes: answers.flatMap(({ data }) => data?.byteLength ?? []),
    conflict,
    key: cache_key,
    ready,
    stored: found(report.data).byteLength,
    unchanged: again.response.status,
    missing: await missingCase(),
  };

  async function manifestOf(case_id: string) {
    const { data } = await client.GET("/demo/cases/{case_id}/manifest", {
      params: { path: { case_id } },
    });
    return found(data).data;
  }

  /** The problem of a missing case: by the type, its member exists too. */
  async function missingCase(): Promise<string> {
    const { error } = await client.GET("/demo/cases/{case_id}/metrics", {
      params: { path: { case_id: "unknown" } },
    });
    if (error?.type !== "urn:clarity:problem:not_found") throw new Error("expected not_found");
    const status: 404 = error.status;
    return `${status} ${error.case_id ?? ""}`;
  }
}

function isConflict(error: { readonly type: string } | undefined): error is InProgress {
  return error?.type === "urn:clarity:problem:in_progress";
}

function found<T>(data: T | undefined): T {
  if (data === undefined) throw new Error("expected an answer, found a problem");
  return data;
}
