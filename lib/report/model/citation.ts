import { KEY_FILE } from "../../case/key-file.ts";
import { REPORT_VERSION } from "../version.ts";
import { excerpt } from "./excerpt.ts";
import type { Fact } from "./facts.ts";
import type { ReportModel } from "./model.ts";

/** The full key, and how to cite exactly this report. */
export function citationFacts({ identity: { id }, cacheKey }: ReportModel): Fact[] {
  const whose = id === undefined ? "a case without an id" : `case ${excerpt(id, 200)}`;
  return [
    { label: `SHA-256 of ${KEY_FILE}`, value: cacheKey },
    {
      label: "Cite as",
      value: `CLARITY report of ${whose}, key ${cacheKey}, report version ${REPORT_VERSION}`,
    },
  ];
}
