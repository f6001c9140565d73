import { beforeEach, describe, expect, it } from "vitest";
import { readCase } from "../../lib/case/read-case.ts";
import { ARTIFACTS } from "../../lib/case/schemas.ts";
import { messageOf } from "../../lib/service/messages.ts";
import { filesOf, type Files } from "./case-files.ts";
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
  source.edit(CASE, filesWith(OLD));
});

/** The artifacts and `checksums.json`. */
const FILES = ARTIFACTS.length + 1;
const MARKS = 2;
/** Looks of a reading: first at each place where a file may lie, then at the content of those that are there, … */
const FOUND = MARKS + 2 * FILES;
const READ = FOUND + FILES;
/** … and at last at the identities of these. */
const LOOKED_AGAIN = READ + MARKS;
const ALL = LOOKED_AGAIN + FILES;
const looks = Array.from({ length: ALL }, (_, at) => at + 1);
/** Of one more attempt, which begins with the content. */
const ATTEMPT = ALL - FOUND;

/** The files of the case, each with the mark. */
const filesWith = (mark: number): Files => ({
  ...filesOf(CASE, mark),
  "checksums.json": `{"files": {}, "mark": ${mark}}`,
});

/** The mark of each artifact, as the case is read now. */
const marks = async () => marksOf(CASE, await readCase(source, CASE));

/** Does something once, right after the given look. */
function after(look: number, act: () => void): void {
  let done = 0;
  source.onCall = () => {
    done++;
    if (done === look) act();
  };
}

describe("an edit of the whole case while it is read", () => {
  it.each(looks.slice(0, -1))(
    "after look %i is read entirely in a second attempt",
    async (look) => {
      after(look, () => {
        source.edit(CASE, filesWith(NEW));
      });
      expect(await marks()).toEqual(all(NEW));
      expect(source.gets).toBe(look <= FOUND ? FILES : 2 * FILES);
    },
  );

  it("after the last look shows at the next read", async () => {
    after(ALL, () => {
      source.edit(CASE, filesWith(NEW));
    });
    expect(await marks()).toEqual(all(OLD));
    expect(source.gets).toBe(FILES);
    expect(await marks()).toEqual(all(NEW));
  });

  it.each(looks.slice(FOUND, -1))(
    "twice, after look %i of each attempt, returns the last content",
    async (look) => {
      let done = 0;
      source.onCall = () => {
        done++;
        if (done === look) source.edit(CASE, filesWith(NEW));
        if (done === ATTEMPT + look) source.edit(CASE, filesWith(3));
      };
      expect(await marks()).toEqual(all(3));
      expect(source.gets).toBe(3 * FILES);
    },
  );
});

describe("an edit of one artifact while the case is read", () => {
  const edits = ARTIFACTS.flatMap((name) => looks.map((look) => ({ name, look })));

  it.each(edits)("$name after look $look is seen entirely or not at all", async (edit) => {
    const { name, look } = edit;
    const file = `${name}.json`;
    after(look, () => {
      source.edit(CASE, { [file]: filesWith(NEW)[file] });
    });
    const edited = { ...all(OLD), [name]: NEW };
    const at = ARTIFACTS.indexOf(name) + 1;
    // Once its identity was looked at again, an edit comes after the reading.
    const seen = look < LOOKED_AGAIN + at;
    expect(await marks()).toEqual(seen ? edited : all(OLD));
    expect(source.gets).toBe(seen && look >= FOUND + at ? 2 * FILES : FILES);
  });

  it.each(edits)(
    "a removal of $name after look $look is seen entirely or not at all",
    async (edit) => {
      const { name, look } = edit;
      after(look, () => {
        source.edit(CASE, { [`${name}.json`]: undefined });
      });
      const seen = look < LOOKED_AGAIN + ARTIFACTS.indexOf(name) + 1;
      expect(await marks()).toEqual({ ...all(OLD), ...(seen && { [name]: undefined }) });
    },
  );

  it("that adds an artifact is read too", async () => {
    source.edit(CASE, { "metrics.json": undefined });
    after(READ, () => {
      source.edit(CASE, { "metrics.json": filesWith(NEW)["metrics.json"] });
    });
    expect(await marks()).toEqual({ ...all(OLD), metrics: NEW });
  });
});

describe("a case that is edited whenever it is read", () => {
  const looksOfAttempt = looks.slice(0, ATTEMPT - 1);

  it.each(looksOfAttempt)("after look %i fails after three attempts", async (look) => {
    let done = -FOUND;
    source.onCall = () => {
      done++;
      if (done > 0 && done % ATTEMPT === look) source.edit(CASE, filesWith(done));
    };
    const refusal = await refusalOf(readCase(source, CASE));
    const { code, status, retryAfterSeconds, details } = refusal;
    expect({ code, status, retryAfterSeconds, details }).toEqual({
      code: "case_unsettled",
      status: 503,
      retryAfterSeconds: 1,
      details: { case_id: CASE },
    });
    expect(messageOf(refusal)).toContain(`Case ${CASE} changed while it was read`);
    expect([source.gets, source.identified]).toEqual([3 * FILES, 4]);
  });

  it("is read once the edits stop", async () => {
    source.onCall = () => {
      source.edit(CASE, filesWith(NEW));
    };
    await refusalOf(readCase(source, CASE));
    source.onCall = () => undefined;
    expect(await marks()).toEqual(all(NEW));
  });

  it("is not refused for its content in between", async () => {
    source.edit(CASE, { "metrics.json": "{" });
    after(FOUND + 1, () => {
      source.edit(CASE, filesWith(NEW));
    });
    expect(await marks()).toEqual(all(NEW));
  });
});

describe("a case whose files move to the subfolder while it is read", () => {
  const inSubfolder = (mark: number) =>
    Object.fromEntries(
      Object.entries(filesWith(mark)).map(([name, text]) => [`clarity/${name}`, text]),
    );
  const gone = Object.fromEntries(Object.keys(filesWith(OLD)).map((name) => [name, undefined]));

  it.each(looks.slice(0, -1))(
    "after look %i is read from one of the two places, never from both",
    async (look) => {
      after(look, () => {
        source.edit(CASE, { ...gone, ...inSubfolder(NEW) });
      });
      expect(await marks()).toEqual(all(NEW));
    },
  );

  it.each(looks.slice(0, -1))(
    "or back after look %i is read from one of the two places",
    async (look) => {
      source.edit(CASE, { ...gone, ...inSubfolder(OLD) });
      const back = Object.fromEntries(Object.keys(inSubfolder(OLD)).map((n) => [n, undefined]));
      after(look, () => {
        source.edit(CASE, { ...back, ...filesWith(NEW) });
      });
      expect(await marks()).toEqual(all(NEW));
    },
  );
});
