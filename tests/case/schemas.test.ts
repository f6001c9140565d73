import { describe, expect, it } from "vitest";
import { ARTIFACTS, type ArtifactName } from "../../lib/case/schemas.ts";
import { artifactsOf } from "./case-files.ts";
import { isList, type Json } from "./json-texts.ts";
import { CASE, faultWith, readWith, type Place } from "./one-change.ts";

const OPTIONAL: Readonly<Record<ArtifactName, readonly string[]>> = {
  manifest: [
    "/created_at",
    "/timestamp",
    "/generated_at",
    "/r2l_sha",
    "/model_id",
    "/seeds",
    "/rich_mode",
    "/config/rich_mode",
  ],
  metrics: [
    "/probe_surface",
    "/monte_carlo",
    "/mean_logprob",
    "/token_count",
    "/global_mean_csi",
    "/global_mean_edm",
  ],
  overlay_bundle: ["/regions", "/regions/0/mean_evidence"],
  robustness_surface: [],
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
      const optional = OPTIONAL[artifact].includes(pointer);
      if (typeof name === "string") {
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
  const optional = members.filter((member) => member.optional);

  it.each(named(optional))("$name", async (member) => {
    const [missing, none] = [await readWith(member, undefined), await readWith(member, null)];
    expect(valueAt(none.artifacts[member.artifact], member.path)).toBeUndefined();
    expect(valueAt(missing.artifacts[member.artifact], member.path)).toBeUndefined();
    expect(none.hashes[member.artifact]).not.toBe(missing.hashes[member.artifact]);
  });

  it("and every one of them was tried", () => {
    expect(optional).toHaveLength(Object.values(OPTIONAL).flat().length);
  });
});

describe("a member of another type is named, with what it is and what it should be", () => {
  // A matrix has expectations of its own, tested below.
  const typed = members.filter(({ pointer }) => !pointer.endsWith("/values"));

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

describe("a number that is out of place is named", () => {
  const WHOLE = "an integer of at least 0";
  const SIZE = "an integer of at least 1";
  it.each([
    ["manifest", "/image_dimensions/width", 0, SIZE],
    ["manifest", "/image_dimensions/height", -1, SIZE],
    ["manifest", "/image_dimensions/height", 1.5, "an integer"],
    ["manifest", "/config/grid_size", -1, WHOLE],
    ["manifest", "/seeds/1", 0.5, "an integer"],
    ["metrics", "/token_count", -1, WHOLE],
    ["metrics", "/monte_carlo/n_samples", 2.5, "an integer"],
    ["metrics", "/probe_surface/probes/0/row", -1, WHOLE],
    ["overlay_bundle", "/heatmap/width", 0, SIZE],
  ] as const)("%s.json at %s, %s", async (artifact, pointer, value, expected) => {
    const path = pointer
      .slice(1)
      .split("/")
      .map((token) => (/^\d+$/.test(token) ? Number(token) : token));
    expect(await faultWith({ artifact, path }, value)).toEqual({
      pointer,
      expected,
      received: String(value),
    });
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

  it.each(["", "case 1", "case/1", "../case_1", "cäse", "a".repeat(65)])(
    "is not %j",
    async (text) => {
      const { expected, pointer } = await faultWith(id, text);
      expect(pointer).toBe("/case_id");
      expect(expected).toBe("1 to 64 characters of A-Z, a-z, 0-9, _ and -");
    },
  );
});
