import type { Shortcuts } from "../state/kept.ts";

interface PageFootProps {
  readonly shortcuts: Shortcuts;
  readonly onShortcuts: (value: Shortcuts) => void;
}

/** How to use the keys, the switch for single ones, and the API that all this is read from. */
export function PageFoot({ shortcuts, onShortcuts }: PageFootProps) {
  const on = shortcuts === "on";
  return (
    <footer class="page-foot">
      <div class="column">
        <p class="keys">
          {on ? (
            <>
              <kbd>/</kbd> search <kbd>j</kbd> <kbd>k</kbd> or{" "}
            </>
          ) : null}
          <kbd>↑</kbd> <kbd>↓</kbd> move <kbd>Enter</kbd> open <kbd>Esc</kbd> back
        </p>
        <p class="foot-links">
          <button
            type="button"
            class="quiet-button"
            role="switch"
            aria-checked={on}
            onClick={() => onShortcuts(on ? "off" : "on")}
          >
            Single-key shortcuts <span aria-hidden="true">{shortcuts}</span>
          </button>
          <a href="/openapi.json" target="_blank" rel="noopener">
            API description
          </a>
        </p>
      </div>
    </footer>
  );
}
