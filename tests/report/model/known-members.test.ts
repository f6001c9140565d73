import type * as v from "valibot";
import { describe, expect, test } from "vitest";
import { ARTIFACTS, ARTIFACT_SCHEMAS } from "../../../lib/case/schemas.ts";
import { KNOWN_MEMBERS, type KnownMembers } from "../../../lib/report/model/known-members.ts";
import { otherMembers } from "../../../lib/report/model/other-members.ts";

/** The members that a schema names, down to those without members. */
function membersOf(schema: v.GenericSchema, place = ""): string[] {
  if ("pipe" in schema && Array.isArray(schema.pipe)) return innerOf(schema.pipe, place);
  if ("wrapped" in schema && isSchema(schema.wrapped)) return membersOf(schema.wrapped, place);
  if ("item" in schema && isSchema(schema.item)) return membersOf(schema.item, `${place}/*`);
  if ("entries" in schema && typeof schema.entries === "object" && schema.entries !== null) {
    return Object.entries(schema.entries).flatMap(([name, member]: [string, unknown]) => {
      const inner = isSchema(member) ? membersOf(member, `${place}/${name}`) : [];
      return inner.length === 0 ? [`${place}/${name}`] : inner;
    });
  }
  return [];
}

function innerOf([first]: readonly unknown[], place: string): string[] {
  return isSchema(first) && !("pipe" in first) ? membersOf(first, place) : [];
}

function isSchema(value: unknown): value is v.GenericSchema {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "schema";
}

function isKnown(known: KnownMembers, [first = "", ...rest]: readonly string[]): boolean {
  const below = Object.hasOwn(known, first) ? known[first] : undefined;
  return below === true || (below !== undefined && isKnown(below, rest));
}

describe("every member that a schema names has its own place in the report", () => {
  test.each(ARTIFACTS)("%s", (name) => {
    const members = membersOf(ARTIFACT_SCHEMAS[name]);
    expect(members.length).toBeGreaterThan(2);
    const unknown = members.filter(
      (place) => !isKnown(KNOWN_MEMBERS[name], place.slice(1).split("/")),
    );
    expect(unknown, "add these to lib/report/model/known-members.ts").toEqual([]);
  });
});

describe("other members", () => {
  const manifest = { custom: 1, config: { threads: 4 }, image_dimensions: { depth: 3, width: 2 } };

  test("are found at any depth, with their values", () => {
    expect(otherMembers({ manifest })).toEqual([
      { file: "manifest.json", place: "/custom", count: 1, values: ["1"], more: false },
      { file: "manifest.json", place: "/config/threads", count: 1, values: ["4"], more: false },
      {
        file: "manifest.json",
        place: "/image_dimensions/depth",
        count: 1,
        values: ["3"],
        more: false,
      },
    ]);
  });

  test("of list items are merged into one, with the first different values", () => {
    const region = { region_id: 1, x_min: 0, y_min: 0, x_max: 1, y_max: 1 };
    const regions = [1, 2, 2, 3, 4, 5].map((level) => Object.assign({ level }, region));
    expect(otherMembers({ overlay_bundle: { regions } })).toEqual([
      {
        file: "overlay_bundle.json",
        place: "/regions/*/level",
        count: 6,
        values: ["1", "2", "3"],
        more: true,
      },
    ]);
  });

  test("that are long are shortened", () => {
    const [text, list] = otherMembers({
      manifest: { note: "x".repeat(10_000), list: Array.from({ length: 1000 }, () => 0) },
    });
    expect(text?.values[0]).toHaveLength(301);
    expect(list?.values).toEqual(["a list of 1000"]);
  });
});
