/** The part of subset-font (which ships no types) that the font scripts call. */
declare module "subset-font" {
  interface SubsetOptions {
    readonly targetFormat: "truetype";
    readonly noHinting: boolean;
    readonly dropTables: readonly string[];
    /** Where on its axes a variable font is fixed. */
    readonly variationAxes?: Readonly<Record<string, number>>;
  }
  export default function subsetFont(
    font: Uint8Array,
    characters: string,
    options: SubsetOptions,
  ): Promise<Uint8Array>;
}
