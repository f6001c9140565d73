/** A member that no schema names, if it is a number. Cases in rich mode may state CSI and EDM this way. */
export function statedNumber(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}
