export const SIDES = ["a", "b"] as const;
export type SideName = (typeof SIDES)[number];
