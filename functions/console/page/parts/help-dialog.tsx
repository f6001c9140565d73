import { Modal } from "./modal.tsx";

interface HelpDialogProps {
  /** Whether single keys act. */
  readonly shortcuts: boolean;
  readonly onClose: () => void;
}

interface Keys {
  readonly keys: readonly string[];
  readonly does: string;
  /** Whether "Single-key shortcuts" switches the keys off. */
  readonly single?: true;
}

const GROUPS: Readonly<Record<string, readonly Keys[]>> = {
  "The list of cases": [
    { keys: ["/"], does: "go to the search", single: true },
    { keys: ["↓", "↑"], does: "next case, previous case" },
    { keys: ["j", "k"], does: "the same", single: true },
    { keys: ["Page Down", "Page Up"], does: "ten cases further, ten cases back" },
    { keys: ["Home", "End"], does: "first case, last case that is loaded" },
    { keys: ["Enter"], does: "open the case" },
    { keys: ["Space"], does: "select the case; with Shift, all cases from the last one on" },
    { keys: ["x"], does: "the same", single: true },
  ],
  "Charts and maps": [
    { keys: ["Tab"], does: "go to the next chart or map" },
    { keys: ["←", "→", "↑", "↓"], does: "read the next value" },
    { keys: ["Home", "End"], does: "first value, last value" },
  ],
  Everywhere: [
    { keys: ["Esc"], does: "empty the search or close a dialog; otherwise go back to the list" },
    { keys: ["?"], does: "this help", single: true },
  ],
};

/** Which keys do what. */
export function HelpDialog({ shortcuts, onClose }: HelpDialogProps) {
  return (
    <Modal class="help" heading="Keyboard help" closeLabel="Close the help" onClose={onClose}>
      {Object.entries(GROUPS).map(([title, lines]) => (
        <section key={title} class="help-group">
          <h3>{title}</h3>
          <dl class="facts facts-tight">
            {lines
              .filter(({ single }) => shortcuts || single === undefined)
              .map((line) => (
                <KeyLine key={line.does} {...line} />
              ))}
          </dl>
        </section>
      ))}
      {shortcuts ? null : (
        <p class="note">Single-key shortcuts are off. The switch is at the foot of the page.</p>
      )}
    </Modal>
  );
}

function KeyLine({ keys, does }: Keys) {
  return (
    <div>
      <dt>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{does}</dd>
    </div>
  );
}
