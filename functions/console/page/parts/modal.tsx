import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { Icon } from "./icon.tsx";

interface ModalProps {
  readonly class: string;
  readonly heading: ComponentChildren;
  /** Between the heading and the button. */
  readonly note?: ComponentChildren;
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** A dialog that is open for as long as it is drawn, with a heading and a button that closes it. */
export function Modal({ heading, note, closeLabel, onClose, children, ...rest }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog {...rest} ref={dialog} aria-labelledby={id} onClose={onClose}>
      <div class="dialog-head">
        <h2 id={id}>{heading}</h2>
        {note}
        <button
          type="button"
          class="icon-button"
          aria-label={closeLabel}
          title={closeLabel}
          onClick={() => dialog.current?.close()}
        >
          <Icon name="close" />
        </button>
      </div>
      {children}
    </dialog>
  );
}
