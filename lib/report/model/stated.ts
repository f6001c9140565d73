/** What a case states more than once, and whether it says the same each time. */

/** Numbers of which any may be missing. */
export type Figures<N extends string> = { readonly [name in N]?: number | undefined };

/** The numbers that are there. */
export function stated<N extends string>(
  given: Readonly<Record<N, number | undefined>>,
): Figures<N> {
  const figures: { [name in N]?: number | undefined } = {};
  for (const name in given) {
    const value: number | undefined = given[name];
    if (value !== undefined) figures[name] = value;
  }
  return figures;
}

/** A text and where it stands. */
export interface Statement {
  readonly source: string;
  readonly text: string | undefined;
}

/** The text that all statements agree on, or else each text with its source; undefined without any. */
export function agreed(statements: readonly Statement[]): string | undefined {
  const made = statements.filter(({ text }) => text !== undefined && text !== "");
  const texts = new Set(made.map(({ text }) => text));
  if (texts.size <= 1) return made[0]?.text;
  return `${made.map(({ source, text }) => `${text} (${source})`).join("; ")}: they differ`;
}
