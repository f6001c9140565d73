import * as v from "valibot";

const WEEKLY = v.pipe(
  v.array(v.object({ cron: v.pipe(v.string(), v.regex(/^\d+ \d+ \* \* \S+$/)) })),
  v.minLength(1),
);

/** What is missing for a workflow to look at every change, and at what has become known since. */
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
