import type { PointModel } from "../model/axes.ts";
import { tickLabel, tickLabels } from "../model/numbers.ts";
import { type Domain, extent, opened, shareOf, ticks } from "../scales/linear.ts";
import { required } from "../../required.ts";

/** What has a place along a chart. */
type Valued = Pick<PointModel, "value">;

/** The positions of an axis's points along its chart, as shares of the width. */
export interface PerturbationScale<P extends Valued = PointModel> {
  /** The points from left to right. */
  readonly points: readonly { readonly share: number; readonly point: P }[];
  /** Labels for the scale, from left to right, more than may fit. */
  readonly labels: readonly { readonly share: number; readonly text: string }[];
  /** The width that each label may take, as a share; unlimited where labels are numbers. */
  readonly slot: number;
}

/** White space between the outermost points and the frame, as a share of the width. */
const INSET = 0.03;
/** Up to this many points are labelled each with its own value; more get round values. */
const LABELLED_POINTS = 12;
const TICKS = 8;
/** Room for about eight letters: with more texts than fit so, some are left out and none is two letters. */
const LEAST_SLOT = 0.16;

/** Places numbers by their value, and spaces text evenly in the order of the case. */
export function perturbationScale<P extends Valued>(axis: {
  readonly numeric: boolean;
  readonly points: readonly P[];
}): PerturbationScale<P> {
  return axis.numeric ? numericScale(axis.points) : categoryScale(axis.points);
}

function numericScale<P extends Valued>(points: readonly P[]): PerturbationScale<P> {
  const domain = opened(extent(points.map(valueOf)) ?? { min: 0, max: 1 });
  const placed = points
    .map((point) => ({ share: inset(shareOf(valueOf(point), domain)), point }))
    .toSorted((one, other) => one.share - other.share);
  return { points: placed, labels: numericLabels(placed, domain), slot: Infinity };
}

function valueOf(point: Valued): number {
  return required(point.value.number, "a numeric axis has numbers only");
}

function numericLabels(
  placed: PerturbationScale<Valued>["points"],
  domain: Domain,
): PerturbationScale["labels"] {
  if (placed.length <= LABELLED_POINTS) {
    return placed.map(({ share, point }) => ({
      share,
      text: tickLabel(valueOf(point)),
    }));
  }
  const values = ticks(domain, TICKS);
  const texts = tickLabels(values);
  return values.map((value, index) => ({
    share: inset(shareOf(value, domain)),
    text: required(texts[index], "every tick has a label"),
  }));
}

function categoryScale<P extends Valued>(points: readonly P[]): PerturbationScale<P> {
  const placed = points.map((point, index) => ({ share: (index + 0.5) / points.length, point }));
  const labels = placed.map(({ share, point }) => ({ share, text: point.value.label }));
  return { points: placed, labels, slot: Math.max(1 / Math.max(points.length, 1), LEAST_SLOT) };
}

function inset(share: number): number {
  return INSET + share * (1 - 2 * INSET);
}
