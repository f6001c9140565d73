import { useEffect, useState } from "preact/hooks";
import { type Choice, type Theme, THEMES } from "../state/kept.ts";
import { Icon } from "./icon.tsx";

const darkSystem = matchMedia("(prefers-color-scheme: dark)");

/** Paints the page in the theme that was chosen; without a choice, the system's. */
export function applyTheme(theme: Theme | undefined): void {
  if (theme !== undefined) document.documentElement.dataset["theme"] = theme;
}

/** The theme the page is painted in. */
function themeNow(): Theme {
  const applied = THEMES.find((theme) => theme === document.documentElement.dataset["theme"]);
  return applied ?? (darkSystem.matches ? "dark" : "light");
}

export function ThemeToggle({ choice }: { readonly choice: Choice<Theme> }) {
  const [theme, setTheme] = useState(themeNow);
  useEffect(() => {
    const onSystem = (): void => setTheme(themeNow());
    darkSystem.addEventListener("change", onSystem);
    return () => darkSystem.removeEventListener("change", onSystem);
  }, []);
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
