import { BackLink } from "../parts/back-link.tsx";
import { useView } from "../state/use-view.ts";
import type { ViewProps } from "../state/view-props.ts";

export function BatchPage({ home, onBack }: ViewProps) {
  const heading = useView({ title: "Batch", onBack });
  return (
    <>
      <BackLink home={home} />
      <h1 ref={heading} tabIndex={-1}>
        Batch
      </h1>
    </>
  );
}
