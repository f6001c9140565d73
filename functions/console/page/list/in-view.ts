interface Entry {
  readonly target: Element;
  readonly isIntersecting: boolean;
}

type Observe = (onChange: (entries: readonly Entry[]) => void) => {
  readonly observe: (element: Element) => void;
  readonly unobserve: (element: Element) => void;
  readonly disconnect: () => void;
};

interface InViewOptions {
  /** Makes an IntersectionObserver; undefined where the browser has none. */
  readonly observer: Observe | undefined;
  readonly onShow: (id: string) => void;
  readonly onHide: (id: string) => void;
}

export interface InView {
  readonly add: (element: Element, id: string) => void;
  readonly remove: (element: Element) => void;
  readonly dispose: () => void;
}

/** Without an observer, this many rows count as in view: requests for all of them would overload the service. */
const WITHOUT_OBSERVER = 20;

/** Reports which rows come into view and which leave it. */
export function createInView({ observer, onShow, onHide }: InViewOptions): InView {
  const ids = new Map<Element, string>();
  const observed = observer?.((entries) => {
    for (const { target, isIntersecting } of entries) {
      const id = ids.get(target);
      if (id !== undefined) (isIntersecting ? onShow : onHide)(id);
    }
  });
  return {
    add: (element, id) => {
      ids.set(element, id);
      if (observed !== undefined) observed.observe(element);
      else if (ids.size <= WITHOUT_OBSERVER) onShow(id);
    },
    remove: (element) => {
      ids.delete(element);
      observed?.unobserve(element);
    },
    dispose: () => {
      ids.clear();
      observed?.disconnect();
    },
  };
}
