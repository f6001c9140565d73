import type { ReportSource } from "../../../lib/report/source.ts";
import { axisOf, matrixOf, probeSurface, smallSource } from "../../report/sources.ts";

const WORD = "x".repeat(2000);
const TEXT = "A sentence of a description that is much too long. ".repeat(100);
const NUMBERS = [0, 1e-8, -1e-8, 1e21, -1e21, Number.MAX_VALUE, -Number.MAX_VALUE];

const steps = (count: number): number[] => Array.from({ length: count }, (_, index) => index / 8);

const huge = axisOf("gain", NUMBERS);
const image = { x_min: 0, y_min: 0, x_max: 1, y_max: 1, area: 1 };
const regions = Array.from({ length: 60 }, (_, region_id) => ({ ...image, region_id }));
const MARKS = "A & B <c> ]]> “é” 中 \u0007";
/** Characters that no font has, invisible ones, right-to-left ones, and private and unassigned ones. */
const UNUSUAL =
  "😀👨\u200D⚕\uFE0F שלום \uFEFF\u00AD\u200B\u202E\u3164\u0000\u001B\uE000\uFFFE\u{F0000}\u{20000}";

/** Cases at the limits of what a report shows, by name. */
export const EXTREME_SOURCES: Readonly<Record<string, ReportSource>> = {
  marks: smallSource({ manifest: { title: MARKS, description: MARKS } }),
  unusual_characters: smallSource({
    manifest: { title: UNUSUAL, description: UNUSUAL, model_id: UNUSUAL },
    surface: { axes: [axisOf(UNUSUAL, [UNUSUAL])] },
    overlay: { regions: [{ ...image, region_id: UNUSUAL }] },
  }),
  long_words: smallSource({
    manifest: { title: WORD, description: WORD, model_id: WORD, baseline_id: WORD },
    surface: { axes: [axisOf(WORD, [WORD, TEXT])] },
    overlay: { regions: [{ ...image, region_id: WORD }] },
  }),
  long_texts: smallSource({
    manifest: {
      title: TEXT,
      description: TEXT,
      clarity_version: TEXT,
      seeds: [...Array(5000).keys()],
    },
    overlay: { heatmap: { width: 1, height: 1, values: TEXT } },
  }),
  many_axes: smallSource({
    surface: { axes: steps(60).map((step) => axisOf(`axis_${step}`, steps(3))) },
  }),
  many_points: smallSource({ surface: { axes: [axisOf("steps", steps(500)), axisOf("", ["s"])] } }),
  no_axes: smallSource({ surface: { axes: [] } }),
  many_probes: smallSource({ metrics: { probe_surface: probeSurface(20) } }),
  one_probe: smallSource({ metrics: { probe_surface: probeSurface(1) } }),
  many_regions: smallSource({ overlay: { regions } }),
  huge_numbers: smallSource({
    surface: {
      axes: [
        {
          ...huge,
          points: NUMBERS.map((esi, index) => ({ value: index, esi, drift: -esi })),
        },
      ],
    },
    overlay: { evidence_map: matrixOf(3, 2, (x, y) => NUMBERS[x + y * 3] ?? 0) },
  }),
  wide_map: smallSource({ overlay: { evidence_map: matrixOf(40, 1, (x) => x) } }),
  high_map: smallSource({ overlay: { evidence_map: matrixOf(1, 40, (_x, y) => y) } }),
  high_image: smallSource({ manifest: { image_dimensions: { width: 1, height: 10_000 } } }),
};
