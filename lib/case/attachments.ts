import type { Attachment } from "./attachment.ts";
import { canonicalJson } from "./canonical-json.ts";
import { sha256Hex } from "./cache-key.ts";
import { ARTIFACTS, fileOf, type ArtifactName } from "./schemas.ts";

/** A matrix whose canonical JSON is longer, in bytes, would make up most of the report that it is attached to. */
const LONGEST_ATTACHED_MATRIX = 64 * 1024;

const MATRICES = new Set(["evidence_map", "heatmap"]);

/**
 * What is attached to the report of a case: its artifacts' canonical JSON. In the overlay bundle a large
 * matrix is replaced by a sentence that names its SHA-256 and size, as the schema allows a matrix that was
 * left out.
 *
 * @param texts the canonical JSON of each artifact, as it was hashed
 */
export function attachmentsOf(
  texts: Readonly<Partial<Record<ArtifactName, string>>>,
): Attachment[] {
  return ARTIFACTS.flatMap((name) => {
    const whole = texts[name];
    if (whole === undefined) return [];
    const text = name === "overlay_bundle" ? withoutLargeMatrices(whole) : whole;
    return [{ file: fileOf(name), text, complete: text === whole }];
  });
}

function withoutLargeMatrices(overlay: string): string {
  if (overlay.length <= LONGEST_ATTACHED_MATRIX) return overlay;
  const bundle: object = JSON.parse(overlay);
  const members = Object.entries(bundle).map(([name, member]: [string, unknown]) => [
    name,
    MATRICES.has(name) ? withoutLargeValues(member) : member,
  ]);
  return canonicalJson(Object.fromEntries(members));
}

function withoutLargeValues(matrix: unknown): unknown {
  if (typeof matrix !== "object" || matrix === null || !("values" in matrix)) return matrix;
  const { values } = matrix;
  const text = canonicalJson(values);
  if (!Array.isArray(values) || text.length <= LONGEST_ATTACHED_MATRIX) return matrix;
  return {
    ...matrix,
    values: `left out of this attachment: ${text.length} bytes of canonical JSON, SHA-256 ${sha256Hex(text)}`,
  };
}
