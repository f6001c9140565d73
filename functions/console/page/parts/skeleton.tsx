interface SkeletonProps {
  readonly room: "line" | "table" | "figure" | "tall";
  readonly slow: boolean;
}

/** Keeps the room of what is being loaded, so that nothing moves when it comes. */
export function Skeleton({ room, slow }: SkeletonProps) {
  return (
    <div class={`skeleton skeleton-${room}`}>
      <span class="hidden">Loading</span>
      <output class={slow ? "skeleton-slow" : ""}>
        {slow ? "Still waiting for the service." : ""}
      </output>
    </div>
  );
}
