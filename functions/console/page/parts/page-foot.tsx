import type { View } from "../state/address.ts";
import type { Shortcuts } from "../state/kept.ts";

interface PageFootProps {
  readonly view: View["name"];
  readonly shortcuts: Shortcuts;
  readonly onShortcuts: (value: Shortcuts) => void;
  readonly onHelp: () => void;
}

/** The keys of the view, the switch for single ones, and the API that all this is read from. */
export function PageFoot({ view, shortcuts, onShortcuts, onHelp }: PageFootProps) {
  const on = shortcuts === "on";
  return (
    <footer class="page-foot">
      <div class="column">
        <p class="keys">
          {view === "list" ? <ListKeys single={on} /> : <KeyHint keys={["Esc"]} does="back" />}
          {on ? <KeyHint keys={["?"]} does="help" /> : null}
        </p>
        <p class="foot-links">
          <button type="button" class="quiet-button" onClick={onHelp}>
            Keyboard help
          </button>
          <button
            type="button"
            class="quiet-button"
            role="switch"
            aria-checked={on}
            onClick={() => onShortcuts(on ? "off" : "on")}
          >
            Single-key shortcuts <span aria-hidden="true">{shortcuts}</span>
          </button>
          <a href="openapi.json" target="_blank" rel="noopener">
            API description
          </a>
        </p>
      </div>
    </footer>
  );
}

function ListKeys({ single }: { readonly single: boolean }) {
  return (
    <>
      {single ? <KeyHint keys={["/"]} does="search" /> : null}
      <KeyHint keys={["↓", "↑"]} does="move" />
      <KeyHint keys={["Enter"]} does="open" />
    </>
  );
}

function KeyHint({ keys, does }: { readonly keys: readonly string[]; readonly does: string }) {
  return (
    <span class="key-hint">
      {keys.map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}{" "}
      {does}
    </span>
  );
}
