import { type MaskedProbe, maskedProbes } from "../../case/probe-list.ts";
import type { ProbeSurface } from "../../case/schemas.ts";
import { decodeValue } from "./encoded-value.ts";
import { excerpt } from "./excerpt.ts";
import { inProse } from "./numbers.ts";

/** A probe as the report shows it: what was masked, and what that changed. */
export interface Probe extends MaskedProbe {
  /** The perturbation under which it was masked: `brightness at 0.8`. */
  readonly setting: string | undefined;
}

/** The probes of both forms, those of the grid first. */
export function readProbeList(surface: ProbeSurface): Probe[] {
  return maskedProbes(surface).map(shownProbe);
}

function shownProbe(probe: MaskedProbe): Probe {
  const region = probe.region === undefined ? undefined : excerpt(probe.region);
  return { ...probe, region, setting: settingOf(probe) };
}

function settingOf({ axis, value }: MaskedProbe): string | undefined {
  const at = value === undefined ? undefined : inProse(decodeValue(value).label);
  if (axis === undefined) return at === undefined ? undefined : `value ${at}`;
  return at === undefined ? excerpt(axis) : `${excerpt(axis)} at ${at}`;
}
