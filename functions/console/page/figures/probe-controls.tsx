import { Segmented } from "./segmented.tsx";

/** Which difference a map of probes shows. */
export type Difference = "0" | "1";

const DIFFERENCES = [
  { value: "0", label: "ΔESI" },
  { value: "1", label: "Δdrift" },
] as const;

interface ProbeControlsProps {
  readonly difference: Difference;
  readonly onDifference: (difference: Difference) => void;
  /** The perturbations under which cells were masked. */
  readonly settings: readonly { readonly setting?: string | undefined }[];
  /** The index of one of them. */
  readonly setting: number;
  readonly onSetting: (setting: number) => void;
}

/** What maps of probes show: ESI or drift, and under which perturbation if there are several. */
export function ProbeControls(props: ProbeControlsProps) {
  const { difference, onDifference, settings, setting: chosen, onSetting } = props;
  return (
    <div class="fig-controls">
      <Segmented
        legend="Difference"
        options={DIFFERENCES}
        value={difference}
        onChange={onDifference}
      />
      {settings.length < 2 ? null : (
        <label class="fig-setting">
          Perturbation
          <select
            class="input"
            value={chosen}
            onChange={({ currentTarget }) => onSetting(Number(currentTarget.value))}
          >
            {settings.map(({ setting }, index) => (
              <option key={index} value={index}>
                {setting ?? "not stated"}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}
