import type { ComponentType } from "preact";
import { useState } from "preact/hooks";
import { moduleMissing } from "../api/problem.ts";
import type { Page } from "../state/page.ts";
import { useLoading } from "../state/use-loading.ts";
import { Loaded } from "./loaded.tsx";

interface LazyView<P> {
  readonly View: ComponentType<P>;
  /** Loads the module if it is not there: before the view is shown, it costs no time then. */
  readonly preload: () => void;
}

/** A view whose module the browser loads when the view is first shown. */
export function lazily<P>(load: () => Promise<ComponentType<P>>): LazyView<P & OnPage> {
  let loaded: ComponentType<P> | undefined;
  const loadOnce = async (): Promise<ComponentType<P>> => (loaded ??= await loadModule(load));
  return {
    View: (props) => {
      // Chosen once: otherwise the view would start over when the module has come.
      const [Loadable] = useState(() => loaded);
      return Loadable === undefined ? (
        <Waiting load={loadOnce} props={props} />
      ) : (
        <Loadable {...props} />
      );
    },
    preload: () => void loadOnce().catch(() => undefined),
  };
}

interface OnPage {
  readonly page: Page;
}

interface WaitingProps<P> {
  readonly load: () => Promise<ComponentType<P>>;
  readonly props: P & OnPage;
}

function Waiting<P>({ load, props }: WaitingProps<P>) {
  const [loading, retry] = useLoading(load, props.page.clock);
  return (
    <Loaded loading={loading} what="This part of the page" room="tall" onRetry={retry}>
      {(View) => <View {...props} />}
    </Loaded>
  );
}

/** @throws ApiProblem */
export async function loadModule<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    throw moduleMissing(cause);
  }
}
