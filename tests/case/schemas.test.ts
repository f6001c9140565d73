import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { ARTIFACTS, type ArtifactName, CaseIdSchema } from "../../lib/case/schemas.ts";
import { everyArtifactOf } from "./every-artifact.ts";
import { isList, type Json } from "./json-texts.ts";
import { CASE, faultWith, readWith, type Place } from "./one-change.ts";

/** Members without which a report cannot do; every other may be missing, or be null. */
const REQUIRED: Readonly<Partial<Record<ArtifactName, readonly string[]>>> = {
  overlay_bundle: ["region_id", "x_min", "y_min", "x_max", "y_max"].map(
    (name) => `/regions/0/${name}`,
  ),
  robustness_surface: ["/axes", "/axes/0/axis", "/axes/0/points", "/axes/0/points/0/value"],
  confidence_surface: ["", "/0/axis", "/0/points", "/0/points/0/value"].map(
    (rest) => `/confidence_surfaces${rest}`,
  ),
  entropy_surface: ["", "/0/axis", "/0/points", "/0/points/0/value"].map(
    (rest) => `/entropy_surfaces${rest}`,
  ),
};

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
      if (typeof name === "string") {
        found.push({ artifact, path: inner, pointer, value: member, optional });
      }
      walk(member, inner);
    }
  };
  walk(everyArtifactOf(CASE)[artifact], []);
  return found;
}

const members = ARTIFACTS.flatMap(membersOf);
const named = (all: readonly Member[]) =>
  all.map((member) => ({ ...member, name: `${member.artifact}.json at ${member.pointer}` }));

/** `region_id`, a point's `value` and a seed may be a text or a number. */
const isUnion = ({ artifact, pointer }: Member) =>
  /\/(?:value|seed)$/.test(pointer) ||
  (artifact === "overlay_bundle" && pointer.endsWith("/region_id"));

/** What the sweep passed on may be any JSON. */
const isAnything = ({ artifact, pointer }: Member) =>
  artifact === "sweep_manifest" && /\/(?:axis_values\/\w+|results\/0\/value)$/.test(pointer);

/** These have two types, and expectations of their own, tested below. */
const hasOwnTest = ({ pointer }: Member) =>
  /\/(?:values|mask_value|axes\/blur|axes)$/.test(pointer);

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

describe("a required member that is missing is named", () => {
  it.each(named(members.filter(({ optional }) => !optional)))("$name", async (member) => {
    expect(await faultWith(member, undefined)).toEqual({
      pointer: member.pointer,
      expected: "a member of this name",
      received: "none",
    });
  });
});

describe("an optional member may be missing, or null as Python writes None", () => {
  const optional = members.filter((member) => member.optional && !isAnything(member));

  it.each(named(optional))("$name", async (member) => {
    const [missing, none] = [await readWith(member, undefined), await readWith(member, null)];
    expect(valueAt(none.artifacts[member.artifact], member.path)).toBeUndefined();
    expect(valueAt(missing.artifacts[member.artifact], member.path)).toBeUndefined();
    expect(none.hashes[member.artifact]).not.toBe(missing.hashes[member.artifact]);
  });

  it("and every required one was tried", () => {
    const required = members.filter((member) => !member.optional);
    expect(required).toHaveLength(Object.values(REQUIRED).flat().length);
  });
});

describe("a member of another type is named, with what it is and what it should be", () => {
  const typed = members.filter((member) => !hasOwnTest(member) && !isAnything(member));

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

describe("a number that is out of its range is kept: a report shows what is wrong", () => {
  it.each([
    ["manifest", ["image_dimensions", "width"], 0],
    ["manifest", ["image_dimensions", "height"], -1.5],
    ["manifest", ["config", "grid_size"], -1],
    ["metrics", ["token_count"], 341.5],
    ["metrics", ["baseline_metrics", "esi"], 7.5],
    ["metrics", ["monte_carlo", "n_samples"], 2.5],
    ["metrics", ["probe_surface", "probes", 0, "row"], -1],
    ["overlay_bundle", ["heatmap", "width"], 0],
    ["robustness_surface", ["axes", 0, "points", 0, "drift"], 3.2],
    ["confidence_surface", ["confidence_surfaces", 0, "mean_csi"], -2],
  ] as const)("%s.json at %j, %d", async (artifact, path, value) => {
    const { artifacts } = await readWith({ artifact, path }, value);
    expect(valueAt(artifacts[artifact], path)).toBe(value);
  });
});

describe("seeds", () => {
  const seeds: Place = { artifact: "manifest", path: ["seeds"] };

  it("are integers, or text where they are larger than JSON's numbers hold", async () => {
    const given = [1, "13434203945283401733"];
    expect((await readWith(seeds, given)).artifacts.manifest?.seeds).toEqual(given);
  });

  it("are no fractions", async () => {
    expect(await faultWith(seeds, [1, 0.5])).toEqual({
      pointer: "/seeds/1",
      expected: "an integer or a string",
      received: "0.5",
    });
  });
});

describe("the mask value", () => {
  const mask: Place = { artifact: "manifest", path: ["config", "mask_value"] };

  it.each([[0.5], [[0.1, 0.2, 0.3]], [[]]])("may be %j", async (value) => {
    expect((await readWith(mask, value)).artifacts.manifest?.config?.mask_value).toEqual(value);
  });

  it("is no text", async () => {
    const { pointer, received } = await faultWith(mask, "grey");
    expect([pointer, received]).toEqual(["/config/mask_value", '"grey"']);
  });
});

describe("the axes of a sweep", () => {
  const axes: Place = { artifact: "sweep_manifest", path: ["axes"] };

  it.each([
    [{ blur: [0.8, "high", null, [1, 2], true] }],
    [["blur", "contrast"]],
    [{ blur: null }],
    [{}],
  ])("may be %j", async (value) => {
    await expect(readWith(axes, value)).resolves.toBeDefined();
  });

  it.each([[{ blur: 0.8 }], ["blur"], [7]])("are not %j", async (value) => {
    expect((await faultWith(axes, value)).pointer).toMatch(/^\/axes/);
  });
});

describe("a time", () => {
  it.each(["yesterday", "", "2025-02-30"])("may be %j: it is shown as it stands", async (time) => {
    const { artifacts } = await readWith({ artifact: "manifest", path: ["created_at"] }, time);
    expect(artifacts.manifest?.created_at).toBe(time);
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

  it.each([
    "a",
    "case-1_B",
    "1.2.840.113619.2.55.3.604688119.971.1268748242.467",
    "v1.0.2",
    "a".repeat(128),
  ])("may be %j", (text) => {
    expect(v.is(CaseIdSchema, text)).toBe(true);
  });

  it.each([
    "",
    "case 1",
    "case/1",
    "../case_1",
    "cäse",
    "a\n",
    ".",
    "..",
    ".hidden",
    "end.",
    "a..b",
    "a".repeat(129),
  ])("is not %j", async (text) => {
    const { expected, pointer } = await faultWith(id, text);
    expect(pointer).toBe("/case_id");
    expect(expected).toBe(
      "1 to 128 characters of A-Z, a-z, 0-9, ., _ and -, without a dot at either end or two in a row",
    );
  });
});
