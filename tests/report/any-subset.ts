import * as fc from "fast-check";
import { ARTIFACTS, type ArtifactName } from "../../lib/case/schemas.ts";

export type Artifacts = Readonly<Partial<Record<ArtifactName, unknown>>>;

/** Members without which a schema refuses the artifact. */
const REQUIRED: Readonly<Partial<Record<ArtifactName, ReadonlySet<string>>>> = {
  overlay_bundle: new Set(["region_id", "x_min", "y_min", "x_max", "y_max"]),
  robustness_surface: new Set(["axes", "axis", "points", "value"]),
  confidence_surface: new Set(["confidence_surfaces", "axis", "points", "value"]),
  entropy_surface: new Set(["entropy_surfaces", "axis", "points", "value"]),
};

/** A member that may be missing, as a JSON Pointer after the artifact's name. */
function optionalPlaces(name: ArtifactName, value: unknown, place = ""): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    if (key === "values" && Array.isArray(member)) return [`${name}${place}/${key}`];
    const inner = `${place}/${key}`;
    const below = optionalPlaces(name, member, inner);
    const isRequired = !Array.isArray(value) && REQUIRED[name]?.has(key) === true;
    return isRequired ? below : below.concat(`${name}${inner}`);
  });
}

/** The artifact without the members at these places; null stands in for those at even indices. */
function without(name: string, value: unknown, gone: ReadonlyMap<string, boolean>): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => {
      const place = `${name}/${index}`;
      return gone.has(place) ? [] : [without(place, item, gone)];
    });
  }
  const members = Object.entries(value).flatMap(([key, member]): [string, unknown][] => {
    const place = `${name}/${key}`;
    const isNull = gone.get(place);
    if (isNull === undefined) return [[key, without(place, member, gone)]];
    return isNull ? [[key, null]] : [];
  });
  return Object.fromEntries(members);
}

/** Any subset of a valid case's artifacts and of their members, which is a valid case too. */
export function subsetsOf(artifacts: Artifacts): fc.Arbitrary<Artifacts> {
  const places = ARTIFACTS.flatMap((name) => optionalPlaces(name, artifacts[name]));
  const names = ARTIFACTS.filter((name) => artifacts[name] !== undefined);
  return fc
    .record({
      kept: fc.subarray(names, { minLength: 1 }),
      gone: fc.oneof(fc.subarray(places), fc.subarray(places, { maxLength: 20 })),
    })
    .map(({ kept, gone }) => {
      const removed = new Map(gone.map((place, index) => [place, index % 2 === 0]));
      return Object.fromEntries(
        kept.map((name) => [name, without(name, artifacts[name], removed)]),
      );
    });
}
