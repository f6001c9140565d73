import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { counted } from "../../../../lib/report/model/numbers.ts";

interface MoreRowsProps {
  /** Changes with the list that the rows are of. */
  readonly generation: number;
  readonly left: number;
  readonly where: "above" | "below";
  readonly onMore: () => void;
  /** Called when the button disappears while it has the focus. */
  readonly onFocusLost: () => void;
}

/** Some screens ahead, so that a reader who scrolls does not reach the end. */
const AHEAD = "1600px 0px";

/** Asks for more rows when the end of those that are drawn comes near, or when it is pressed. */
export function MoreRows({ generation, left, where, onMore, onFocusLost }: MoreRowsProps) {
  const button = useRef<HTMLButtonElement>(null);
  // What to do changes with what is listed, while the observer stays.
  const latest = useRef({ onMore, onFocusLost });
  latest.current = { onMore, onFocusLost };
  useEffect(() => {
    if (button.current === null || typeof IntersectionObserver === "undefined") return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) latest.current.onMore();
      },
      { rootMargin: AHEAD },
    );
    observer.observe(button.current);
    return () => observer.disconnect();
    // An observer reports changes only. A new one reports whether the end is still near.
  }, [left, generation]);
  useLayoutEffect(() => {
    const element = button.current;
    return () => {
      if (element !== null && document.activeElement === element) latest.current.onFocusLost();
    };
  }, []);
  return (
    <button type="button" class="button more-rows" ref={button} onClick={onMore}>
      Show more of {counted(left, "case")} {where}
    </button>
  );
}
