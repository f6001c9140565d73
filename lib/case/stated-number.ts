/** A member that no schema names, where it is a number. Cases in rich mode may state CSI and EDM so. */
export function statedNumber(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}
