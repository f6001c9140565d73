/** The reader's choices, which the browser stores if it can. */
export interface Keeping {
  readonly getItem: (name: string) => string | null;
  readonly setItem: (name: string, value: string) => void;
}

/** One choice among some. Reading and writing never throw: storage may be full, or forbidden. */
export interface Choice<T extends string> {
  readonly read: () => T | undefined;
  readonly write: (value: T) => void;
}

/** `storage` is called each time, because even accessing it may throw. */
export function keptChoice<T extends string>(
  name: string,
  values: readonly T[],
  storage: () => Keeping,
): Choice<T> {
  return {
    read: () => {
      try {
        const kept = storage().getItem(name);
        return values.find((value) => value === kept);
      } catch {
        return undefined;
      }
    },
    write: (value) => {
      try {
        storage().setItem(name, value);
      } catch {
        // Without storage, the choice lasts as long as the page.
      }
    },
  };
}

export const THEMES = ["light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export const SHORTCUTS = ["on", "off"] as const;
export type Shortcuts = (typeof SHORTCUTS)[number];
