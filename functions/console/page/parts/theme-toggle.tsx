import { useState } from "preact/hooks";
import type { Choice, Theme } from "../state/kept.ts";
import { Icon } from "./icon.tsx";

const DARK = "(prefers-color-scheme: dark)";

/** Paints the page in the theme that was chosen; without a choice, the system's. */
export function applyTheme(theme: Theme | undefined): void {
  if (theme !== undefined) document.documentElement.dataset["theme"] = theme;
}

function themeNow(kept: Theme | undefined): Theme {
  return kept ?? (matchMedia(DARK).matches ? "dark" : "light");
}

export function ThemeToggle({ choice }: { readonly choice: Choice<Theme> }) {
  const [theme, setTheme] = useState<Theme>(() => themeNow(choice.read()));
  const other = theme === "dark" ? "light" : "dark";
  const onClick = (): void => {
    choice.write(other);
    applyTheme(other);
    setTheme(other);
  };
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={`Use the ${other} theme`}
      title={`Use the ${other} theme`}
      onClick={onClick}
    >
      <Icon name={theme === "dark" ? "sun" : "moon"} />
    </button>
  );
}
