import { KEY_FILE } from "../../case/key-file.ts";
import { REPORT_VERSION } from "../version.ts";
import { excerpt } from "./excerpt.ts";
import type { Fact } from "./facts.ts";
import type { ReportModel } from "./model.ts";

/** The full key, and how to cite exactly this report. */
export function citationFacts({ identity: { id }, cacheKey }: ReportModel): Fact[] {
  return [
    { label: `SHA-256 of ${KEY_FILE}`, value: cacheKey },
    { label: "Cite as", value: citation(id, cacheKey) },
  ];
}

/** How to cite the report of a case, by the id that the case states. */
export function citation(id: string | undefined, cacheKey: string): string {
  const whose = id === undefined ? "a case without an id" : `case ${excerpt(id, 200)}`;
  return `CLARITY report of ${whose}, key ${cacheKey}, report version ${REPORT_VERSION}`;
}
