import { useEffect, useMemo } from "preact/hooks";
import { type CaseReader, createCaseReader } from "../large/case-reader.ts";
import { loadModule } from "../parts/lazily.tsx";

/** The reader of one case, until the page leaves it. */
export function useReader(): CaseReader {
  const reader = useMemo(
    () =>
      createCaseReader(async () => {
        const { openWorker } = await loadModule(
          async () => await import("../large/open-worker.ts"),
        );
        return openWorker();
      }),
    [],
  );
  useEffect(() => reader.end, [reader]);
  return reader;
}
