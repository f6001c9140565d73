import { BackLink } from "../parts/back-link.tsx";
import { useView } from "../state/use-view.ts";
import type { ViewProps } from "../state/view-props.ts";

interface ComparePageProps extends ViewProps {
  readonly a: string;
  /** A case id, or `report:<cache key>`. */
  readonly b: string;
}

export function ComparePage({ a, b, home, onBack }: ComparePageProps) {
  const heading = useView({ title: `${a} and ${b}`, onBack });
  return (
    <>
      <BackLink home={home} />
      <h1 ref={heading} tabIndex={-1}>
        {a} and {b}
      </h1>
    </>
  );
}
