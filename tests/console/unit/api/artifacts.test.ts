import { readFileSync } from "node:fs";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import * as page from "../../../../functions/console/page/api/artifacts.ts";
import { ARTIFACT_SCHEMAS, type ArtifactName } from "../../../../lib/case/schemas.ts";

/** What the page makes of each artifact. */
const TAKEN = {
  manifest: page.manifest,
  metrics: page.metrics,
  overlay_bundle: page.overlayBundle,
  robustness_surface: page.robustnessSurface,
} as const satisfies Partial<Record<ArtifactName, (value: unknown) => unknown>>;
const NAMES = ["manifest", "metrics", "overlay_bundle", "robustness_surface"] as const;

type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The artifact with null for a member, once for each member there is, however deep; of a list, in its first item. */
function nulled(value: unknown, names: readonly string[] = []): unknown[] {
  if (Array.isArray(value)) {
    const [first, ...rest]: unknown[] = value;
    return nulled(first).map((item) => [item].concat(rest));
  }
  if (!isObject(value)) return [];
  const all = new Set([...Object.keys(value), ...names]);
  return Array.from(all, (name) =>
    [null, ...nulled(value[name])].map((member) => changedIn(value, name, member)),
  ).flat();
}

function changedIn(value: Json, name: string, member: unknown): Json {
  return { ...value, [name]: member };
}

/** As the demo case that leaves nothing out has it. */
function artifactOf(name: ArtifactName): unknown {
  return JSON.parse(readFileSync(`functions/demo/artifacts/case_rich/${name}.json`, "utf8"));
}

describe.each(NAMES)("the %s, as the page takes it", (name) => {
  const schema = ARTIFACT_SCHEMAS[name];
  const changed = nulled(artifactOf(name), Object.keys(schema.entries));
  const accepted: unknown[] = changed.filter((artifact) => v.is(schema, artifact));

  it("is what the service takes, where a member is null", () => {
    expect(accepted.length).toBeGreaterThan(0);
    for (const artifact of accepted) {
      expect(TAKEN[name](artifact)).toEqual(v.parse(schema, artifact));
    }
  });

  it("is refused where the service would refuse it", () => {
    const refused = changed.filter((artifact) => !accepted.includes(artifact));
    for (const artifact of refused) expect(() => TAKEN[name](artifact)).toThrow("found null");
  });
});
