import { CHECKSUMS_FILE, ChecksumsSchema } from "../case/checksums.ts";
import type { View } from "../case/case-views.ts";
import { canonicalText, refuseAnotherCase, validated } from "../case/read-files.ts";
import { ARTIFACT_SCHEMAS, fileOf, type ArtifactName, type Manifest } from "../case/schemas.ts";
import { ClarityError } from "../errors.ts";
import { evaluationTime } from "../report/model/evaluation-time.ts";
import type { StoredObject } from "../store/contract.ts";
import type { CaseSummary } from "./answers.ts";
import { represent, type Representation } from "./representation.ts";

type MaybeObject = StoredObject | undefined;

const MANIFEST = fileOf("manifest");
const SURFACE = fileOf("robustness_surface");

/** An artifact's canonical JSON, as hashed, in the envelope of its route. */
export function artifactView(name: ArtifactName): View<Representation> {
  const file = fileOf(name);
  const files = name === "manifest" ? [file] : [file, MANIFEST];
  return {
    name,
    files,
    build: async (caseId, objects) => {
      const data = checkedText(caseId, name, objects[0]);
      const { synthetic } = manifestIn(caseId, objects.at(-1));
      const about = JSON.stringify({ case_id: caseId, artifact_type: name }).slice(1, -1);
      return await represent(`{${about},"data":${data},"synthetic":${synthetic}}`);
    },
  };
}

/** The canonical JSON of the checksums. */
export const CHECKSUMS_VIEW: View<Representation> = {
  name: "checksums",
  files: [CHECKSUMS_FILE],
  build: async (caseId, [object]) => {
    const present = orNotFound(caseId, CHECKSUMS_FILE, object);
    return await represent(checksumsText(caseId, present));
  },
};

/** The canonical JSON of checksums that fit the schema. @throws ClarityError `unreportable_case` */
export function checksumsText(caseId: string, object: StoredObject): string {
  const text = canonicalText(caseId, CHECKSUMS_FILE, object);
  validated(caseId, CHECKSUMS_FILE, ChecksumsSchema, text);
  return text;
}

/** A case in the list of cases. */
export const SUMMARY_VIEW: View<CaseSummary> = {
  name: "summary",
  files: [MANIFEST, SURFACE],
  build: (caseId, [manifest, surface]) => {
    const about = manifestIn(caseId, manifest);
    const { title, description, synthetic } = about;
    const text = canonicalText(caseId, SURFACE, surface);
    const { axes } = validated(caseId, SURFACE, ARTIFACT_SCHEMAS.robustness_surface, text);
    return {
      case_id: caseId,
      title,
      description,
      synthetic,
      evaluated_at: evaluationTime(about).instant.toISOString(),
      axes: axes.map(({ axis, mean_esi, mean_drift }) => ({ axis, mean_esi, mean_drift })),
    };
  },
};

/** The text itself, not what the schema made of it: valibot drops members such as `__proto__`. */
function checkedText(caseId: string, name: ArtifactName, object: MaybeObject): string {
  const file = fileOf(name);
  const text = canonicalText(caseId, file, orNotFound(caseId, file, object));
  validated(caseId, file, ARTIFACT_SCHEMAS[name], text);
  return text;
}

function manifestIn(caseId: string, object: MaybeObject): Manifest {
  const text = canonicalText(caseId, MANIFEST, object);
  const manifest = validated(caseId, MANIFEST, ARTIFACT_SCHEMAS.manifest, text);
  refuseAnotherCase(caseId, manifest.case_id);
  return manifest;
}

function orNotFound(caseId: string, file: string, object: MaybeObject): StoredObject {
  if (object !== undefined) return object;
  throw new ClarityError(
    "not_found",
    `There is no ${file} of a case ${caseId}. GET /report/cases lists the cases.`,
    { details: { case_id: caseId, file } },
  );
}
