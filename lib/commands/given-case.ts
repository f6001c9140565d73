import { basename, resolve } from "node:path";
import * as v from "valibot";
import { CASE_ID, CASE_ID_RULE } from "../case/case-id.ts";
import { InexactJsonError, parseExactJson } from "../case/exact-json.ts";
import { locateCase } from "../case/read-case.ts";
import { readTogether } from "../case/read-files.ts";
import { ARTIFACTS, CaseIdSchema, fileOf } from "../case/schemas.ts";
import { ClarityError } from "../errors.ts";
import { nearName } from "../near-name.ts";
import { casesAt } from "../service/cases-at.ts";
import { CaseFolder } from "../store/file/case-folder.ts";
import { isFolder } from "../store/file/is-folder.ts";
import type { ArtifactSource } from "../store/contract.ts";
import { openCases } from "../store/open-cases.ts";
import { nameOf, type Place } from "../store/place.ts";

/** The case that an argument names. */
export interface GivenCase {
  readonly caseId: string;
  readonly source: ArtifactSource;
}

interface Where {
  /** The location of cases that are named by their ids. */
  readonly cases: Place;
  /** Absolute. Relative folders refer to it. */
  readonly folder: string;
}

/** The id of a case whose manifest has no id and whose folder's name is not an id. */
const UNNAMED = "unnamed";
const SHOWN_IDS = 20;

const WithCaseId = v.looseObject({ case_id: CaseIdSchema });

/**
 * The case that an argument names: a folder if it contains a slash (or is `.` or `..`), otherwise the id of a case
 * below the artifact root. There is no guessing.
 *
 * @throws ClarityError `invalid_request`, `not_found`, `misconfigured`, `store_unavailable`
 */
export async function givenCase(argument: string, where: Where): Promise<GivenCase> {
  const given = namesFolder(argument)
    ? await caseInFolder(resolve(where.folder, argument))
    : caseOfId(argument, where);
  if (await isThere(given)) return given;
  throw namesFolder(argument) ? await noCaseIn(argument, where) : await noSuchCase(argument, where);
}

function namesFolder(argument: string): boolean {
  return argument.includes("/") || argument === "." || argument === "..";
}

function caseOfId(argument: string, { cases }: Where): GivenCase {
  if (!CASE_ID.test(argument)) {
    const expected = `a case id (${CASE_ID_RULE}) or a folder (./name)`;
    const message = `Expected ${expected}, found ${JSON.stringify(argument)}.`;
    throw new ClarityError("invalid_request", message);
  }
  return { caseId: argument, source: openCases(cases) };
}

async function caseInFolder(path: string): Promise<GivenCase> {
  const name = basename(path);
  const fallback = CASE_ID.test(name) ? name : UNNAMED;
  const caseId = (await idInManifest(path)) ?? fallback;
  return { caseId, source: new CaseFolder(path, { only: caseId }) };
}

/** Undefined when the manifest does not state a valid id: reading the case then says what is wrong. */
async function idInManifest(path: string): Promise<string | undefined> {
  const source = new CaseFolder(path, { only: UNNAMED });
  try {
    return await readTogether(source, UNNAMED, [fileOf("manifest")], async ({ files }) => {
      const body = files[0]?.body;
      const parsed = v.safeParse(WithCaseId, body && parseExactJson(body));
      return await Promise.resolve(parsed.success ? parsed.output.case_id : undefined);
    });
  } catch (error) {
    if (error instanceof InexactJsonError) return undefined;
    if (error instanceof ClarityError && error.code === "unreportable_case") return undefined;
    throw error;
  }
}

async function isThere({ caseId, source }: GivenCase): Promise<boolean> {
  const { identities } = await locateCase(source, caseId);
  return identities.some((identity) => identity !== undefined);
}

async function noCaseIn(argument: string, { folder }: Where): Promise<ClarityError> {
  const files = ARTIFACTS.map(fileOf).join(", ");
  const message = (await isFolder(resolve(folder, argument)))
    ? `There is no case in ${argument}: it contains none of ${files}.`
    : `There is no folder ${argument}.`;
  return new ClarityError("not_found", message);
}

async function noSuchCase(caseId: string, { cases, folder }: Where): Promise<ClarityError> {
  const ids = (await casesAt(cases)).ids;
  const more = ids.length > SHOWN_IDS ? `, and ${ids.length - SHOWN_IDS} more` : "";
  const known = ids.length === 0 ? "none" : `${ids.slice(0, SHOWN_IDS).join(", ")}${more}`;
  const here = await isThere({ caseId, source: new CaseFolder(folder) });
  const hint = here ? ` The folder of that name here is ./${caseId}.` : "";
  const meant = nearName(caseId, ids);
  const guess = meant === undefined ? "" : ` Did you mean ${meant}?`;
  const message = `There is no case ${caseId} in ${nameOf(cases)} (${settingOf(cases)}); cases there: ${known}.${hint}${guess}`;
  return new ClarityError("not_found", message, { details: { case_id: caseId, cases: ids } });
}

/** The setting of the location of cases. */
function settingOf({ kind }: Place): string {
  return kind === "folder" ? "ARTIFACT_ROOT" : "CLARITY_CASES_PREFIX";
}
