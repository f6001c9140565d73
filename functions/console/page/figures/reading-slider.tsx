import type { RefObject, TargetedKeyboardEvent } from "preact";

interface ReadingSliderProps<T> {
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly label: string;
  readonly describedBy: string;
  readonly min: number;
  readonly max: number;
  readonly value: number;
  /** What the value stands for. */
  readonly at: T;
  readonly atValue: (value: number) => T;
  /** The values there. */
  readonly words: string;
  readonly onRead: (at: T | undefined) => void;
  readonly onFocused: (focused: boolean) => void;
  readonly onKeyDown?: (event: TargetedKeyboardEvent<HTMLInputElement>) => void;
}

/** A figure for keys and screen readers: a slider over what can be read, whose value is said in words. */
export function ReadingSlider<T>(props: ReadingSliderProps<T>) {
  const { inputRef, label, describedBy, min, max, value, at, atValue, words } = props;
  const { onRead, onFocused, onKeyDown } = props;
  return (
    <input
      ref={inputRef}
      class="fig-slider"
      type="range"
      min={min}
      max={max}
      step={1}
      value={value}
      aria-label={label}
      aria-valuetext={words}
      aria-describedby={describedBy}
      onFocus={() => {
        onFocused(true);
        onRead(at);
      }}
      onBlur={() => {
        onFocused(false);
        onRead(undefined);
      }}
      onKeyDown={onKeyDown}
      onInput={(event) => onRead(atValue(Number(event.currentTarget.value)))}
    />
  );
}
