import { parseSync, type Plugin, Visitor } from "vite";

/**
 * Leaves `v.description(…)` out of the page's schemas. The API description is made of these texts; the page shows
 * none of them, and they are over 1 KB of what every reader loads.
 */
export function withoutDescriptions(): Plugin {
  return {
    name: "without-descriptions",
    transform: {
      filter: { id: /\/lib\/(?:case|http)\/.+\.ts$/, code: "v.description(" },
      handler: (code, id) => ({
        code: withoutArguments(code, descriptionsIn(code, id)),
        map: null,
      }),
    },
  };
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** Where calls of `v.description` stand, in their order. */
function descriptionsIn(code: string, id: string): Place[] {
  const places: Place[] = [];
  const visitor = new Visitor({
    CallExpression({ callee, start, end }) {
      if (code.slice(callee.start, callee.end) === "v.description") places.push({ start, end });
    },
  });
  visitor.visit(parseSync(id, code).program);
  return places;
}

/** The code without these arguments, each with the comma before it. No argument is in another one. */
function withoutArguments(code: string, places: readonly Place[]): string {
  return places.reduceRight(
    (kept, { start, end }) => kept.slice(0, start).replace(/,\s*$/, "") + kept.slice(end),
    code,
  );
}
