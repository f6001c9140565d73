import { readFileSync } from "node:fs";

interface Said {
  readonly numbers: readonly string[];
  readonly texts: readonly string[];
}

/** When a file was written, which is not when the case was evaluated. */
const OF_THE_FILE = new Set(["generated_at"]);

/**
 * Every number and every text of a case, outside its two matrices, as a report has them: read from the
 * files here, and not with the code that the report is made with.
 */
export function saidBy(folder: string): Said {
  const numbers = new Set<string>();
  const texts = new Set<string>();
  const read = (name: string, value: unknown): void => {
    if (typeof value === "number") numbers.add(String(value + 0));
    else if (OF_THE_FILE.has(name)) return;
    else if (typeof value === "string") addText(name, value, numbers, texts);
    else if (typeof value === "object" && value !== null) {
      for (const [key, member] of Object.entries(value)) {
        if (name !== "heatmap" && name !== "evidence_map")
          read(Array.isArray(value) ? name : key, member);
        else if (key !== "values" || typeof member === "string") read(key, member);
      }
    }
  };
  for (const file of ["manifest", "metrics", "overlay_bundle", "robustness_surface"]) {
    read(file, JSON.parse(readFileSync(`${folder}/${file}.json`, "utf8")));
  }
  return { numbers: [...numbers], texts: [...texts] };
}

/** The value of a point is an encoded number: `m0p25` is -0.25. */
function addText(name: string, text: string, numbers: Set<string>, texts: Set<string>): void {
  const encoded = name === "value" ? /^(m?)(\d+)(?:p(\d+))?$/.exec(text) : null;
  if (encoded === null) texts.add(text);
  else {
    const [, minus, whole, fraction = "0"] = encoded;
    numbers.add(String(Number(`${minus === "" ? "" : "-"}${whole}.${fraction}`) + 0));
  }
}
