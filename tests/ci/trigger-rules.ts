import * as v from "valibot";

const WEEKLY = v.pipe(
  v.array(v.object({ cron: v.pipe(v.string(), v.regex(/^\d+ \d+ \* \* \S+$/)) })),
  v.minLength(1),
);

/** The triggers that a workflow lacks to run on every change, and regularly for new advisories. */
export function triggersMissing(on: unknown): string[] {
  const triggers = new Map(Object.entries(typeof on === "object" && on !== null ? on : {}));
  return [
    ...(triggers.get("pull_request") === null
      ? []
      : ["run it on every pull_request, without filters"]),
    ...(JSON.stringify(triggers.get("push")) === '{"branches":["main"]}'
      ? []
      : ["run it on every push to main"]),
    ...(v.is(WEEKLY, triggers.get("schedule"))
      ? []
      : ["run it on a schedule, every week: not all that is found is in a change"]),
  ];
}
