/** The three surfaces of a case, read alike: axes with points. */
import { decodedNumber } from "../encoded-value.ts";
import type { CaseArtifacts } from "../schemas.ts";
import { numberText } from "./tolerance.ts";

interface SurfacePoint {
  readonly axis?: string | undefined;
  readonly value: string | number;
}

export interface SurfaceAxis<P extends SurfacePoint = SurfacePoint> {
  readonly axis: string;
  readonly points: readonly P[];
}

interface Surface {
  readonly where: string;
  readonly axes: readonly SurfaceAxis[];
}

/** Those that the case has, in a fixed order. */
export function surfacesOf(artifacts: CaseArtifacts): Surface[] {
  const { robustness_surface, confidence_surface, entropy_surface } = artifacts;
  return [
    { where: "robustness_surface.json#/axes", axes: robustness_surface?.axes },
    {
      where: "confidence_surface.json#/confidence_surfaces",
      axes: confidence_surface?.confidence_surfaces,
    },
    { where: "entropy_surface.json#/entropy_surfaces", axes: entropy_surface?.entropy_surfaces },
  ].flatMap(({ where, axes }) => (axes === undefined ? [] : [{ where, axes }]));
}

/** Text under which two values of an axis are the same: `0p80`, `0.8` and 0.8 are. */
export function valueKey(value: unknown): string {
  if (typeof value !== "string" && typeof value !== "number")
    return JSON.stringify(value) ?? "none";
  const number = decodedNumber(value);
  return number === undefined ? String(value) : numberText(number);
}

/** A member's name within a JSON Pointer (RFC 6901). */
export function pointerToken(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
