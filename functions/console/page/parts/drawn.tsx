import type { ComponentChildren } from "preact";
import { useEffect, useErrorBoundary } from "preact/hooks";
import type { CaseArtifacts } from "../../../../lib/case/schemas.ts";

interface DrawnProps {
  /** What it is drawn from: when other artifacts come, it is drawn again. */
  readonly artifacts: CaseArtifacts;
  readonly children: ComponentChildren;
}

/** A part that cannot be drawn, whatever its answer holds, leaves the rest of the page alone. */
export function Drawn({ artifacts, children }: DrawnProps) {
  const [fault, reset] = useErrorBoundary();
  useEffect(reset, [artifacts]);
  if (fault !== undefined) return <p>This part of the case could not be drawn.</p>;
  return <>{children}</>;
}
