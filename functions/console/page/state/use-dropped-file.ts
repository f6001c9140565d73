import { useEffect, useRef, useState } from "preact/hooks";

/** The file that was last dropped anywhere on the page. Otherwise the browser would leave the page to show it. */
export function useDroppedFile(onFile: () => void): File | undefined {
  const [dropped, setDropped] = useState<File>();
  const latest = useRef(onFile);
  latest.current = onFile;
  useEffect(() => {
    const allow = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes("Files") === true) event.preventDefault();
    };
    const take = (event: DragEvent): void => {
      const file = event.dataTransfer?.files[0];
      if (file === undefined) return;
      event.preventDefault();
      setDropped(file);
      latest.current();
    };
    document.addEventListener("dragover", allow);
    document.addEventListener("drop", take);
    return () => {
      document.removeEventListener("dragover", allow);
      document.removeEventListener("drop", take);
    };
  }, []);
  return dropped;
}
