import type { ComponentType } from "preact";
import type { Page } from "../state/page.ts";
import { useLoading } from "../state/use-loading.ts";
import { Loaded } from "./loaded.tsx";

/** A view whose module the browser loads when the view is first shown. */
export function lazily<P extends { readonly page: Page }>(
  load: () => Promise<ComponentType<P>>,
): ComponentType<P> {
  return function Lazy(props: P) {
    const [loading, retry] = useLoading(load, props.page.clock);
    return (
      <Loaded loading={loading} what="This part of the page" room="tall" onRetry={retry}>
        {(View) => <View {...props} />}
      </Loaded>
    );
  };
}
