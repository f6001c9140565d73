import { type Rows, SIDE } from "./evidence.ts";
import { clamped, mean, rounded, variance } from "./figures.ts";
import { noiseFor } from "./random.ts";
import type { Baseline } from "./surface.ts";

interface ProbeRequest {
  /** Names the noise: the same label gives the same probes. */
  readonly label: string;
  readonly baseline: Baseline;
  readonly heatmap: Rows;
  /** Cells along each side of the image. */
  readonly grid_size: number;
}

/** How far masking the hottest cell moves the figures, and how much any masking scatters them. */
const ESI_LOSS = 0.32;
const DRIFT_GAIN = 0.38;
const NOISE = 0.008;

/** The probe surface: what masking each cell of a grid does, the more the more evidence it hides. */
export function probeSurface(request: ProbeRequest) {
  const { grid_size } = request;
  const probes = masked(request);
  const esi = probes.map((probe) => probe.delta_esi);
  const drift = probes.map((probe) => probe.delta_drift);
  return {
    grid_size,
    total_probes: probes.length,
    mean_delta_esi: rounded(mean(esi), 8),
    mean_delta_drift: rounded(mean(drift), 8),
    variance_delta_esi: rounded(variance(esi), 8),
    variance_delta_drift: rounded(variance(drift), 8),
    probes,
  };
}

function masked({ label, baseline, heatmap, grid_size }: ProbeRequest) {
  const noise = noiseFor(`${label}/probes`);
  const heats = Array.from({ length: grid_size * grid_size }, (_, index) =>
    cellHeat(heatmap, Math.floor(index / grid_size), index % grid_size, grid_size),
  );
  const hottest = Math.max(...heats);
  return heats.map((heat, index) => {
    const esi = baseline.esi - (ESI_LOSS * heat) / hottest + NOISE * noise();
    const drift = baseline.drift + (DRIFT_GAIN * heat) / hottest + NOISE * noise();
    const masked_esi = rounded(clamped(esi));
    const masked_drift = rounded(clamped(drift));
    return {
      row: Math.floor(index / grid_size),
      col: index % grid_size,
      delta_esi: rounded(masked_esi - baseline.esi),
      delta_drift: rounded(masked_drift - baseline.drift),
      masked_esi,
      masked_drift,
    };
  });
}

function cellHeat(heatmap: Rows, row: number, col: number, grid_size: number): number {
  const edge = (cell: number) => Math.floor((cell * SIDE) / grid_size);
  const cells = heatmap
    .slice(edge(row), edge(row + 1))
    .flatMap((line) => line.slice(edge(col), edge(col + 1)));
  return mean(cells);
}
