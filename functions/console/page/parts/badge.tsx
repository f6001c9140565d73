import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icon.tsx";

type Tone = "plain" | "good" | "warn" | "bad";

export interface BadgeProps {
  readonly tone: Tone;
  readonly icon?: IconName;
  /** The full text, as a tooltip. */
  readonly title?: string;
  readonly children: ComponentChildren;
}

export function Badge({ tone, icon, title, children }: BadgeProps) {
  return (
    <span class={`badge badge-${tone}`} title={title}>
      {icon === undefined ? null : <Icon name={icon} />}
      {children}
    </span>
  );
}

/** Synthetic or real, in words. */
export function KindBadge({ synthetic }: { readonly synthetic: boolean }) {
  return <Badge tone="plain">{synthetic ? "Synthetic" : "Real"}</Badge>;
}
