import type { ComponentChildren } from "preact";
import type { Loading } from "../state/loading.ts";
import { RetryNotice } from "./problem-notice.tsx";
import { Skeleton } from "./skeleton.tsx";

interface LoadedProps<T> {
  readonly loading: Loading<T>;
  /** What it is, as the subject of a sentence: "The heatmap". */
  readonly what: string;
  /** How much room is kept until it is there. */
  readonly room: "line" | "table" | "figure" | "tall";
  readonly onRetry: () => void;
  readonly children: (value: T) => ComponentChildren;
}

/** The loaded content; before that its reserved space, or the problem with a button to retry. */
export function Loaded<T>({ loading, what, room, onRetry, children }: LoadedProps<T>) {
  if (loading.name === "loaded") return <>{children(loading.value)}</>;
  if (loading.name === "loading") return <Skeleton room={room} slow={loading.slow} />;
  return <RetryNotice problem={loading.problem} what={what} onRetry={onRetry} />;
}
