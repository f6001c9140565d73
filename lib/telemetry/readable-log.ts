import * as v from "valibot";

const LineSchema = v.looseObject({
  level: v.string(),
  message: v.string(),
  timestamp: v.pipe(v.string(), v.isoTimestamp()),
});

/** What is the same on every line, or says nothing on a laptop. */
const LEFT_OUT = new Set(["level", "message", "timestamp", "service", "sampling_rate", "stack"]);

/**
 * A line of the log as a person reads it: time, level, event and `name=value` pairs, the frames of a stack
 * below. Undefined for any other text.
 */
export function readableLine(line: string): string | undefined {
  const result = v.safeParse(LineSchema, parsed(line));
  if (!result.success) return undefined;
  const { level, message, timestamp, stack, ...fields } = result.output;
  const pairs = Object.entries(fields)
    .filter(([name]) => !LEFT_OUT.has(name))
    .map(([name, value]) => `${name}=${shown(value)}`);
  const frames = Array.isArray(stack) ? stack.map((frame) => `\n    ${String(frame)}`) : [];
  const head = `${timestamp.slice(11, 23)} ${level.padEnd(5)} ${message}`;
  return [head, ...pairs].join(" ") + frames.join("");
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** As JSON where it would not read as one word. */
function shown(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return /[\s"=]/.test(text) ? JSON.stringify(value) : text;
}
