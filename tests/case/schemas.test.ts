import { describe, expect, it } from "vitest";
import { CASE_ID_RULE } from "../../lib/case/case-id.ts";
import { ARTIFACTS, type ArtifactName } from "../../lib/case/schemas.ts";
import { artifactsOf } from "./case-files.ts";
import { isList, type Json } from "./json-texts.ts";
import { CASE, faultWith, readWith, type Place } from "./one-change.ts";

/** Without these a report could not state what the others belong to. */
const REQUIRED: Readonly<Partial<Record<ArtifactName, readonly string[]>>> = {
  overlay_bundle: ["region_id", "x_min", "y_min", "x_max", "y_max"].map(
    (name) => `/regions/0/${name}`,
  ),
  robustness_surface: ["/axes", "/axes/0/axis", "/axes/0/points", "/axes/0/points/0/value"],
  confidence_surface: surfaceMembers("confidence_surfaces"),
  entropy_surface: surfaceMembers("entropy_surfaces"),
};

function surfaceMembers(name: string): string[] {
  return [
    `/${name}`,
    ...["axis", "points", "points/0/value"].map((member) => `/${name}/0/${member}`),
  ];
}

/** Names that the evaluation chooses. */
const FREE = /^\/axes\/blur|\/axis_values\/blur/;

interface Member extends Place {
  readonly pointer: string;
  readonly value: Json;
  readonly optional: boolean;
}

/** Every named member of an artifact, down to the leaves; rows and cells of a matrix have no names. */
function membersOf(artifact: ArtifactName): Member[] {
  const found: Member[] = [];
  const walk = (value: Json, path: Member["path"]): void => {
    if (typeof value !== "object" || value === null) return;
    const entries: readonly (readonly [string | number, Json])[] = isList(value)
      ? [...value.entries()]
      : Object.entries(value);
    for (const [name, member] of entries) {
      const inner = [...path, name];
      const pointer = `/${inner.join("/")}`;
      const optional = REQUIRED[artifact]?.includes(pointer) !== true;
      if (typeof name === "string" && !FREE.test(pointer)) {
        found.push({ artifact, path: inner, pointer, value: member, optional });
      }
      walk(member, inner);
    }
  };
  walk(artifactsOf(CASE)[artifact], []);
  return found;
}

const members = ARTIFACTS.flatMap(membersOf);
const named = (all: readonly Member[]) =>
  all.map((member) => ({ ...member, name: `${member.artifact}.json at ${member.pointer}` }));

/** `region_id` and a point's `value` may be a text or a number. */
const isUnion = ({ pointer }: Member) => /\/(?:region_id|value)$/.test(pointer);

/** A member of several types has separate expectations; a value that a sweep passed on may be anything. */
const SEVERAL = /\/(?:values|mask_value|seed|axes|axis_values)$|^\/results\/\d+\/value$/;

function expectationOf(member: Member): string {
  const { value } = member;
  if (isUnion(member)) return "a string or a number";
  if (typeof value === "string") return "a string";
  if (typeof value === "number") return "a number";
  if (typeof value === "boolean") return "true or false";
  return isList(value) ? "an array" : "an object";
}

function valueAt(value: unknown, path: Member["path"]): unknown {
  return path.reduce((within, name) => Object(within)[name] as unknown, value);
}

describe("a missing required member is named:", () => {
  it.each(named(members.filter(({ optional }) => !optional)))("$name", async (member) => {
    expect(await faultWith(member, undefined)).toEqual({
      pointer: member.pointer,
      expected: "a member of this name",
      received: "none",
    });
  });
});

describe("an optional member may be missing, or null as Python writes None:", () => {
  const optional = members.filter((member) => member.optional);

  it.each(named(optional))("$name", async (member) => {
    const [missing, none] = [await readWith(member, undefined), await readWith(member, null)];
    expect(valueAt(none.artifacts[member.artifact], member.path)).toBeUndefined();
    expect(valueAt(missing.artifacts[member.artifact], member.path)).toBeUndefined();
    expect(none.hashes[member.artifact]).not.toBe(missing.hashes[member.artifact]);
  });

  it("and the required members of this test are complete", () => {
    const required = Object.values(REQUIRED).flat();
    expect(members.length - optional.length).toBe(required.length);
  });
});

describe("a member of another type is named, with what it is and what it should be", () => {
  const typed = members.filter(
    ({ artifact, pointer }) =>
      !SEVERAL.test(pointer) || (artifact === "robustness_surface" && pointer === "/axes"),
  );

  it.each(named(typed.filter(({ optional }) => !optional)))("$name, null", async (member) => {
    const expected = expectationOf(member);
    expect(await faultWith(member, null)).toEqual({
      pointer: member.pointer,
      expected,
      received: "null",
    });
  });

  it.each(named(typed.filter((member) => !isUnion(member))))("$name, a scalar", async (member) => {
    const other = typeof member.value === "string" ? 5 : "five";
    expect(await faultWith(member, other)).toEqual({
      pointer: member.pointer,
      expected: expectationOf(member),
      received: JSON.stringify(other),
    });
  });

  it.each(named(typed.filter(({ value }) => !isList(value))))("$name, a list", async (member) => {
    expect(await faultWith(member, [1, 2, 3])).toEqual({
      pointer: member.pointer,
      expected: expectationOf(member),
      received: "an array of 3",
    });
  });

  it.each(ARTIFACTS)("%s.json as a whole", async (artifact) => {
    const whole = { artifact, path: [] };
    const expected = "an object";
    expect(await faultWith(whole, [])).toEqual({
      pointer: "",
      expected,
      received: "an array of 0",
    });
    expect(await faultWith(whole, "x")).toEqual({ pointer: "", expected, received: '"x"' });
    expect(await faultWith(whole, null)).toEqual({ pointer: "", expected, received: "null" });
  });
});

/** A place by its JSON Pointer. */
function at(artifact: ArtifactName, pointer: string): Place {
  const tokens = pointer.slice(1).split("/");
  return { artifact, path: tokens.map((token) => (/^\d+$/.test(token) ? Number(token) : token)) };
}

describe("a number out of its range is valid, because the report shows it", () => {
  it.each([
    ["manifest", "/image_dimensions/width", -1.5],
    ["manifest", "/config/grid_size", -1],
    ["metrics", "/token_count", -1],
    ["metrics", "/baseline_metrics/esi", 7.5],
    ["metrics", "/monte_carlo/n_samples", 2.5],
    ["metrics", "/probe_surface/probes/0/row", -1],
    ["overlay_bundle", "/heatmap/width", 0],
    ["robustness_surface", "/axes/0/points/0/drift", 3.2],
  ] as const)("%s.json at %s, %s", async (artifact, pointer, value) => {
    const place = at(artifact, pointer);
    const { artifacts } = await readWith(place, value);
    expect(valueAt(artifacts[artifact], place.path)).toBe(value);
  });
});

describe("a member of several types", () => {
  it.each([
    ["manifest", "/seeds/0", "18446744073709551615"],
    ["manifest", "/config/mask_value", [0.1, 0.2, 0.3]],
    ["sweep_manifest", "/axes", ["blur", "noise"]],
    ["sweep_manifest", "/results/0/value", { sigma: [1, 2] }],
    ["overlay_bundle", "/regions/0/region_id", 7],
    ["robustness_surface", "/axes/0/points/0/value", 0.8],
  ] as const)("%s.json at %s may be %j", async (artifact, pointer, value) => {
    const place = at(artifact, pointer);
    const { artifacts } = await readWith(place, value);
    expect(valueAt(artifacts[artifact], place.path)).toEqual(value);
  });

  it.each([
    ["manifest", "/seeds/1", 0.5, "an integer or a string"],
    ["manifest", "/config/mask_value", "none", "a number or an array"],
    ["sweep_manifest", "/axes", 5, "an object or an array"],
  ] as const)("%s.json at %s may not be %j", async (artifact, pointer, value, expected) => {
    const received = JSON.stringify(value);
    expect(await faultWith(at(artifact, pointer), value)).toEqual({ pointer, expected, received });
  });
});

describe("the case's id", () => {
  const id: Place = { artifact: "manifest", path: ["case_id"] };

  it("is that of the folder: another case's manifest is refused", async () => {
    expect(await faultWith(id, "case_2")).toEqual({
      pointer: "/case_id",
      expected: `"${CASE}", the name of the case's folder`,
      received: '"case_2"',
    });
  });

  it.each(["", "case 1", "case/1", "../case_1", "cäse", ".a", "a.", "a..b", "a".repeat(129)])(
    "is not %j",
    async (text) => {
      const { expected, pointer } = await faultWith(id, text);
      expect(pointer).toBe("/case_id");
      expect(expected).toBe(CASE_ID_RULE);
    },
  );
});
