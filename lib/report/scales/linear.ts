/**
 * Linear scales and their ticks, pure and shared with the page. Written out rather than taken from
 * d3-scale, whose ticks go through `Math.log10` and `Math.pow`: their last bit depends on processor and
 * engine, and a tick that is there or not changes the report's bytes.
 */
export interface Domain {
  readonly min: number;
  readonly max: number;
}

/** Where a value stands in a domain: 0 at `min`, 1 at `max`. Halved first, so that no span overflows. */
export function shareOf(value: number, { min, max }: Domain): number {
  const span = max / 2 - min / 2;
  return span > 0 ? (value / 2 - min / 2) / span : 0.5;
}

/** The smallest domain that contains every value; undefined without values. */
export function extent(values: Iterable<number>): Domain | undefined {
  let [min, max] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return min <= max ? { min, max } : undefined;
}

/** A domain of some width: one that is a single value is opened on both sides. */
export function opened({ min, max }: Domain): Domain {
  if (max / 2 - min / 2 > 0) return { min, max };
  const room = Math.max(Math.abs(min) / 4, 0.5);
  return {
    min: Math.max(min - room, -Number.MAX_VALUE),
    max: Math.min(max + room, Number.MAX_VALUE),
  };
}

/** Zero to one, widened by the values that lie outside: ESI and drift should not, but a case may say so. */
export function unitDomain(values: Iterable<number>): Domain {
  const { min, max } = extent(values) ?? { min: 0, max: 1 };
  if (min >= 0 && max <= 1) return { min: 0, max: 1 };
  return { min: Math.min(min, 0), max: Math.max(max, 1) };
}

/** The largest distance from zero: half the width of a scale that is symmetric about it. 1 if all are 0. */
export function symmetricLimit(values: Iterable<number>): number {
  let limit = 0;
  for (const value of values) limit = Math.max(limit, Math.abs(value));
  return limit === 0 ? 1 : limit;
}

/** Round values inside the domain, about `count` of them, at 1, 2 or 5 times a power of ten. */
export function ticks(domain: Domain, count: number): number[] {
  const { factor, exponent } = tickStep(domain, count);
  // A power of ten below one is not exact, so small steps divide by its inverse, which is.
  const power = Number(`1e${Math.abs(exponent)}`);
  const at = (index: number): number =>
    exponent < 0 ? (index * factor) / power : index * factor * power;
  const stepsTo = (value: number): number =>
    exponent < 0 ? (value * power) / factor : value / factor / power;
  const first = Math.ceil(stepsTo(domain.min) - TICK_TOLERANCE);
  const last = Math.floor(stepsTo(domain.max) + TICK_TOLERANCE);
  const length = Math.min(Math.max(last - first + 1, 0), 4 * count);
  return Array.from({ length }, (_, index) => at(first + index)).filter(
    (value) => Math.abs(shareOf(value, domain) - 0.5) <= 0.5 + 1e-6,
  );
}

const TICK_TOLERANCE = 1e-9;

interface TickStep {
  readonly factor: number;
  readonly exponent: number;
}

function tickStep({ min, max }: Domain, count: number): TickStep {
  // Digits and exponent come from the number's decimal form, which the language defines exactly.
  const [digits = "1", exponent = "0"] = (max / count - min / count).toExponential(6).split("e");
  const mantissa = Number(digits);
  const factor = [1, 2, 5, 10].find((candidate) => candidate >= mantissa) ?? 10;
  // Beyond this a power of ten or its inverse is no longer a number.
  return { factor, exponent: Math.min(Math.max(Number(exponent), -300), 307) };
}
