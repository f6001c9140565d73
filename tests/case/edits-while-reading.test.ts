import { beforeEach, describe, expect, it } from "vitest";
import { readCase } from "../../lib/case/read-case.ts";
import { ARTIFACTS } from "../../lib/case/schemas.ts";
import { filesOf } from "./case-files.ts";
import { marksOf } from "./marks.ts";
import { refusalOf } from "./refusals.ts";
import { ScriptedSource } from "./sources.ts";

const CASE = "case_1";
const OLD = 1;
const NEW = 2;

const all = (mark: number) => Object.fromEntries(ARTIFACTS.map((name) => [name, mark]));

let source: ScriptedSource;
beforeEach(() => {
  source = new ScriptedSource();
  source.edit(CASE, filesOf(CASE, OLD));
});

/** A reading looks eight times: it gets four artifacts, then asks for their four identities. */
const looks = Array.from({ length: 8 }, (_, at) => at + 1);

/** Does something once, right after the given look. */
function after(look: number, act: () => void): void {
  let done = 0;
  source.onCall = () => {
    done++;
    if (done === look) act();
  };
}

describe("an edit of the whole case while it is read", () => {
  it.each(looks.slice(0, -1))("after look %i is read entirely, by reading again", async (look) => {
    after(look, () => {
      source.edit(CASE, filesOf(CASE, NEW));
    });
    expect(marksOf(await readCase(source, CASE))).toEqual(all(NEW));
    expect(source.gets).toBe(8);
  });

  it("after the last look is left to the next reading", async () => {
    after(8, () => {
      source.edit(CASE, filesOf(CASE, NEW));
    });
    expect(marksOf(await readCase(source, CASE))).toEqual(all(OLD));
    expect(source.gets).toBe(4);
    expect(marksOf(await readCase(source, CASE))).toEqual(all(NEW));
  });

  it.each(looks.slice(0, -1))(
    "twice, after look %i of each attempt, ends in the last",
    async (look) => {
      let done = 0;
      source.onCall = () => {
        done++;
        if (done === look) source.edit(CASE, filesOf(CASE, NEW));
        if (done === 8 + look) source.edit(CASE, filesOf(CASE, 3));
      };
      expect(marksOf(await readCase(source, CASE))).toEqual(all(3));
      expect(source.gets).toBe(12);
    },
  );
});

describe("an edit of one artifact while the case is read", () => {
  const edits = ARTIFACTS.flatMap((name) => looks.map((look) => ({ name, look })));

  it.each(edits)("$name after look $look: before or after it, never between", async (edit) => {
    const { name, look } = edit;
    const file = `${name}.json`;
    after(look, () => {
      source.edit(CASE, { [file]: filesOf(CASE, NEW)[file] });
    });
    const edited = { ...all(OLD), [name]: NEW };
    // Once its identity was asked for, an edit comes after the reading.
    const seen = look < 5 + ARTIFACTS.indexOf(name);
    expect(marksOf(await readCase(source, CASE))).toEqual(seen ? edited : all(OLD));
    expect(source.gets).toBe(seen && look > ARTIFACTS.indexOf(name) ? 8 : 4);
  });

  const noticed = edits.filter(({ name, look }) => look < 5 + ARTIFACTS.indexOf(name));

  it.each(noticed)("$name removed after look $look is missing", async ({ name, look }) => {
    after(look, () => {
      source.edit(CASE, { [`${name}.json`]: undefined });
    });
    const { details } = await refusalOf(readCase(source, CASE));
    expect(details).toMatchObject({ file: `${name}.json`, received: "none" });
  });

  it("an artifact that appears while the case is read is read too", async () => {
    source.edit(CASE, { "metrics.json": undefined });
    after(3, () => {
      source.edit(CASE, { "metrics.json": filesOf(CASE, NEW)["metrics.json"] });
    });
    expect(marksOf(await readCase(source, CASE))).toEqual({ ...all(OLD), metrics: NEW });
  });
});

describe("a case that is edited whenever it is read", () => {
  it.each(looks.slice(0, -1))("after look %i is given up after three attempts", async (look) => {
    let done = 0;
    source.onCall = () => {
      done++;
      if (done % 8 === look) source.edit(CASE, filesOf(CASE, done));
    };
    const { code, status, retryAfterSeconds, message, details } = await refusalOf(
      readCase(source, CASE),
    );
    expect({ code, status, retryAfterSeconds, details }).toEqual({
      code: "case_unsettled",
      status: 503,
      retryAfterSeconds: 1,
      details: { case_id: CASE },
    });
    expect(message).toContain("changed while it was read, 3 times in a row");
    expect([source.gets, source.identified]).toEqual([12, 12]);
  });

  it("is read once it is left alone", async () => {
    source.onCall = () => {
      source.edit(CASE, filesOf(CASE, NEW));
    };
    await refusalOf(readCase(source, CASE));
    source.onCall = () => undefined;
    expect(marksOf(await readCase(source, CASE))).toEqual(all(NEW));
  });

  it("is not refused for what it looks like in between", async () => {
    source.edit(CASE, { "metrics.json": "{" });
    after(6, () => {
      source.edit(CASE, filesOf(CASE, NEW));
    });
    expect(marksOf(await readCase(source, CASE))).toEqual(all(NEW));
  });
});
