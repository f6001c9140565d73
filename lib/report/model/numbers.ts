/**
 * The formats of numbers. Tables show them exactly as canonical JSON does, so that they can be searched, copied and
 * compared. Text, cells and axes show a sensible number of digits with a typographic minus. The locale has no effect.
 */
const MINUS = "\u2212";
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** The number as canonical JSON has it: `-0.05048925`, `1e-8`. */
export function exact(value: number): string {
  return String(value === 0 ? 0 : value);
}

/** Sensible digits: `0.912`, `−0.050`, `0.00425`, `3.20 × 10⁻⁵`, `12345.7`. */
export function figure(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.0005 || size >= 1e6)) return scientific(value);
  if (size !== 0 && size < 0.01) return withMinus(value.toPrecision(3));
  return withMinus(value.toFixed(size < 1000 ? 3 : 1));
}

/** At most two decimals, for the cells of a map; `≈0` if a value other than 0 would round to 0. */
export function cellFigure(value: number): string {
  if (value === 0) return "0";
  const text = Math.abs(value) < 1000 ? withMinus(twoDecimals(value)) : scientific(value);
  return /[1-9]/.test(text) ? text : "≈0";
}

/** Rounds what the case writes, half away from zero: `toFixed` would make 0.07 of 0.075, which is binary below it. */
function twoDecimals(value: number): string {
  const written = String(Math.abs(value));
  if (written.includes("e")) return value.toFixed(2);
  const rounded = (Math.round(Number(`${written}e2`)) / 100).toFixed(2);
  return value < 0 ? `-${rounded}` : rounded;
}

/** A tick's label: as short as the number allows. */
export function tickLabel(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) return scientific(value);
  return withMinus(exact(Number(value.toFixed(10))));
}

/** The labels of a scale's ticks, with as many decimals as the one that needs most. */
export function tickLabels(values: readonly number[]): string[] {
  const labels = values.map(tickLabel);
  if (labels.some((label) => label.includes("×"))) return labels;
  const decimals = Math.max(0, ...labels.map((label) => (label.split(".")[1] ?? "").length));
  return values.map((value) => withMinus(value.toFixed(decimals)));
}

/** A value of the case within a sentence: a negative number has the minus sign of the numbers around it. */
export function inProse(value: string): string {
  return /^-\d/.test(value) ? value.replace("-", MINUS) : value;
}

/** `1 region`, `3 regions`; the plural is the singular with an s unless given. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}

function scientific(value: number): string {
  const [digits = "", exponent = ""] = value.toExponential(2).split("e");
  const superscript = Array.from(exponent.replace("+", ""), (sign) =>
    sign === "-" ? "⁻" : (SUPERSCRIPTS[Number(sign)] ?? ""),
  );
  return `${withMinus(digits)} × 10${superscript.join("")}`;
}

function withMinus(text: string): string {
  return text.replace(/^-(?=[0.]*$)/, "").replace("-", MINUS);
}
