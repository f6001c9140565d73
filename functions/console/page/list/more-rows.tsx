import { useEffect, useRef } from "preact/hooks";
import { counted } from "../../../../lib/report/model/numbers.ts";

interface MoreRowsProps {
  readonly left: number;
  readonly where: "above" | "below";
  readonly onMore: () => void;
}

/** Some screens ahead, so that whoever scrolls meets no end. */
const AHEAD = "1600px 0px";

/** Asks for more rows when the end of those that are drawn comes near, or when it is pressed. */
export function MoreRows({ left, where, onMore }: MoreRowsProps) {
  const button = useRef<HTMLButtonElement>(null);
  // What to do changes with what is listed, while the observer stays.
  const latest = useRef(onMore);
  latest.current = onMore;
  useEffect(() => {
    if (button.current === null || typeof IntersectionObserver === "undefined") return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) latest.current();
      },
      { rootMargin: AHEAD },
    );
    observer.observe(button.current);
    return () => observer.disconnect();
  }, []);
  return (
    <button type="button" class="button more-rows" ref={button} onClick={onMore}>
      Show more of {counted(left, "case")} {where}
    </button>
  );
}
