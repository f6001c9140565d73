import { useState } from "preact/hooks";
import type { Fonts } from "../../../../lib/service/verify/browser-verifier.ts";
import { loadFonts } from "./fonts.ts";

export type FontsState =
  | { readonly name: "absent" | "loading" | "failed" }
  | { readonly name: "loaded"; readonly fonts: Fonts };

/** The fonts, and how to load them: never without the reader's order. Returns undefined if that fails. */
export function useFonts(): readonly [FontsState, () => Promise<Fonts | undefined>] {
  const [state, setState] = useState<FontsState>({ name: "absent" });
  const load = async (): Promise<Fonts | undefined> => {
    setState({ name: "loading" });
    try {
      const fonts = await loadFonts();
      setState({ name: "loaded", fonts });
      return fonts;
    } catch {
      setState({ name: "failed" });
      return undefined;
    }
  };
  return [state, load];
}
