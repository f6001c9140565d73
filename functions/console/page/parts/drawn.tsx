import type { ComponentChildren } from "preact";
import { useEffect, useErrorBoundary } from "preact/hooks";
import type { CaseParts } from "../case/parts-model.ts";

interface DrawnProps {
  /** What it is drawn of: with other parts it is tried anew. */
  readonly parts: CaseParts;
  readonly children: ComponentChildren;
}

/** What cannot be drawn, whatever its answer holds, leaves the rest of the page alone. */
export function Drawn({ parts, children }: DrawnProps) {
  const { manifest, metrics, surface, overlay } = parts;
  const [fault, reset] = useErrorBoundary();
  useEffect(reset, [manifest, metrics, surface, overlay]);
  if (fault !== undefined) return <p>This part of the case could not be drawn.</p>;
  return <>{children}</>;
}
