/** Where a case states CSI and EDM: in a surface of their own, else in the points of the robustness surface. */
import type { CaseArtifacts } from "../schemas.ts";
import { statedNumber } from "../stated-number.ts";

interface RichPoint {
  readonly figure: number | undefined;
}

type RichAxes = readonly { readonly points: readonly RichPoint[] }[];

/** The CSI of every point; no axes if the case states no CSI. */
export function csiPoints({ confidence_surface, robustness_surface }: CaseArtifacts): RichAxes {
  const own = confidence_surface?.confidence_surfaces;
  return figuresOf(own ?? robustness_surface?.axes, ({ csi }) => csi);
}

/** The EDM of every point; no axes if the case states no EDM. */
export function edmPoints({ entropy_surface, robustness_surface }: CaseArtifacts): RichAxes {
  const own = entropy_surface?.entropy_surfaces;
  return figuresOf(own ?? robustness_surface?.axes, ({ edm }) => edm);
}

interface GivenPoint {
  readonly value: unknown;
  readonly csi?: unknown;
  readonly edm?: unknown;
}

function figuresOf(
  given: readonly { readonly points: readonly GivenPoint[] }[] | undefined,
  of: (point: GivenPoint) => unknown,
): RichAxes {
  const axes = (given ?? []).map(({ points }) => ({
    points: points.map((point) => ({ figure: statedNumber(of(point)) })),
  }));
  const isStated = axes.some(({ points }) => points.some(({ figure }) => figure !== undefined));
  return isStated ? axes : [];
}
