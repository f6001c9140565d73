import { readFileSync } from "node:fs";
import * as v from "valibot";
import { expect, test } from "vitest";
import { EnvironmentSchema, readConfig } from "../../lib/config.ts";
import { tableRows } from "./markdown.ts";

const PAGE = readFileSync("docs/configuration.md", "utf8");
const ROWS = tableRows(PAGE).map(
  ([name = "", fallback = "", values = "", does = "", who = ""]) => ({
    name,
    fallback,
    values,
    does,
    who,
  }),
);

/** The defaults without any setting, and the settings whose default depends on others. */
const DEFAULTS = v.parse(EnvironmentSchema, {});
const MADE_LATER = new Set(["ARTIFACT_ROOT", "CORS_ALLOWED_ORIGINS"]);

function codesIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);
}

test("only settings that are read have a row, and every one of them", () => {
  const names = ROWS.map(({ name }) => name);
  const read = Object.keys(EnvironmentSchema.entries);
  const undocumented = read.filter((name) => !names.includes(name));
  expect(undocumented, "add a row to docs/configuration.md for each").toEqual([]);
  const unread = names.filter((name) => !read.includes(name));
  expect(unread, "lib/config.ts does not read these: remove their rows").toEqual([]);
  expect(new Set(names).size).toBe(names.length);
});

test.each(ROWS)("$name has its default, values, effect and when to set it", (row) => {
  for (const cell of Object.values(row)) expect(cell).toMatch(/\w/);
  for (const cell of [row.does, row.who]) expect(cell).toMatch(/\w{3}/);
});

test.each(ROWS.filter(({ name }) => !MADE_LATER.has(name)))(
  "the default of $name is $fallback, as in the code",
  ({ name, fallback }) => {
    const built = Object.entries(DEFAULTS).find(([key]) => key === name)?.[1];
    expect(fallback).toBe(built === undefined ? "none" : `\`${String(built)}\``);
  },
);

test("the documented default of ARTIFACT_ROOT is the folder that is read", () => {
  const [folder = ""] = codesIn(ROWS.find(({ name }) => name === "ARTIFACT_ROOT")?.fallback ?? "");
  expect(readConfig({}).cases).toEqual({ kind: "folder", folder });
});

test("the documented default of CORS_ALLOWED_ORIGINS is every named host on every named port", () => {
  const text = ROWS.find(({ name }) => name === "CORS_ALLOWED_ORIGINS")?.fallback ?? "";
  const [, named = "", ports = ""] = /^(.+), ports (.+)$/.exec(text) ?? [];
  const origins = named
    .split(" and ")
    .flatMap((host) => ports.split(" and ").map((port) => `http://${host}:${port}`));
  expect(readConfig({}).allowedOrigins).toEqual(origins);
});

const RANGES = ROWS.flatMap(({ name, values }) => {
  const [, least, most] = /^(\d+) to (\d+)(?: ms)?$/.exec(values) ?? [];
  return least === undefined ? [] : [{ name, least: Number(least), most: Number(most) }];
});

test.each(RANGES)("$name accepts only $least to $most", ({ name, least, most }) => {
  expect(RANGES).toHaveLength(4);
  for (const value of [least, most]) expect(readConfig({ [name]: String(value) })).toBeTruthy();
  for (const value of [least - 1, most + 1]) {
    expect(() => readConfig({ [name]: String(value) })).toThrow(`from ${least} to ${most}, found`);
  }
});

const CHOICES = ROWS.filter(({ values }) => /^`\w+`(?:, `\w+`)+$/.test(values));

test.each(CHOICES)("$name accepts only $values", ({ name, values }) => {
  expect(CHOICES).toHaveLength(3);
  for (const value of codesIn(values)) {
    expect(readConfig({ [name]: value, CLARITY_BUCKET: "reports" })).toBeTruthy();
  }
  const schema = Object.entries(EnvironmentSchema.entries).find(([key]) => key === name)?.[1];
  expect(schema).toMatchObject({ wrapped: { options: codesIn(values) } });
});

const OURS_TO_SET = ROWS.filter(({ who }) => !who.startsWith("never"));

/** The settings that are named in the item of the list that begins so. */
function namedUnder(beginning: string): string[] {
  const [, item = ""] = PAGE.split(`- **${beginning}**`);
  return codesIn(item.split("\n- ")[0] ?? "").filter((code) => /^[A-Z\d_]+$/.test(code));
}

function isAccepted(name: string, value: string): boolean {
  return v.safeParse(EnvironmentSchema, { CLARITY_BUCKET: "reports", [name]: value }).success;
}

test("an empty value is a fault of every setting except the one that the page names", () => {
  const fine = OURS_TO_SET.filter(({ name }) => isAccepted(name, ""));
  expect(fine.map(({ name }) => name)).toEqual(namedUnder("Set but empty"));
});

/** Of settings without a default. */
const SAMPLES: Readonly<Record<string, string>> = {
  ALLOWED_ORIGIN: "https://audit.example.org",
  CORS_ALLOWED_ORIGINS: "https://audit.example.org,http://localhost",
  WAIT_CONCURRENCY: "4",
  PUBLIC_URL: "https://clarity.example.org/audit/",
  CLARITY_BUCKET: "reports",
  CLARITY_CASES_PREFIX: "cases",
  S3_ENDPOINT: "http://localhost:9000",
  AWS_REGION: "eu-central-1",
  CLARITY_AUTHORIZATION: "Bearer of-a-test",
};

function sampleOf({ name, fallback }: (typeof ROWS)[number]): string {
  return SAMPLES[name] ?? codesIn(fallback)[0] ?? "";
}

test("white space around a value is ignored if the page says so, and otherwise a fault", () => {
  for (const row of OURS_TO_SET) expect(isAccepted(row.name, sampleOf(row))).toBe(true);
  const fine = OURS_TO_SET.filter((row) => isAccepted(row.name, ` ${sampleOf(row)}\t`));
  const named = namedUnder("White space");
  expect(fine.map(({ name }) => name).toSorted()).toEqual(named.toSorted());
});

/** By setting, the parameters that the page says the deployment makes it of. */
const BY_DEPLOYMENT = ROWS.flatMap(({ name, who }) => {
  const [note, of = ""] = /the deployment sets it(?: \((.*)\))?$/.exec(who) ?? [];
  return note === undefined ? [] : [[name, codesIn(of)] as const];
});

test("the page marks exactly the settings that the deployment sets", () => {
  const template = readFileSync("functions/deployment/environment.yml", "utf8");
  const set = [...template.matchAll(/^ +([A-Z][A-Z_\d]+): /gm)].map(([, name = ""]) => name);
  expect(set.length).toBeGreaterThan(5);
  expect(BY_DEPLOYMENT.map(([name]) => name).toSorted()).toEqual([...new Set(set)].toSorted());
});

test("the parameters of these settings are those of docs/deploy.md", () => {
  const parameters = tableRows(readFileSync("docs/deploy.md", "utf8")).map(([name]) => name);
  const named = BY_DEPLOYMENT.flatMap(([, parametersOfIt]) => parametersOfIt);
  expect(named.length).toBeGreaterThan(5);
  expect(parameters).toEqual(expect.arrayContaining(named));
});

test("the refusal on the page is the one that is printed", () => {
  const [, settings = "", shown = ""] = /```\n\$ (.*) npm start\n([^]*?)```/.exec(PAGE) ?? [];
  expect(shown).toMatch(/^The settings/);
  const environment = Object.fromEntries(settings.split(" ").map((pair) => pair.split("=")));
  expect(() => readConfig(environment)).toThrow(shown.trimEnd());
});
