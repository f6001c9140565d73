import { Icon } from "./icon.tsx";

/** The way back to the list, with its search, order and filter. */
export function BackLink({ home }: { readonly home: string }) {
  return (
    <a class="back" href={home}>
      <Icon name="back" />
      All cases
    </a>
  );
}
