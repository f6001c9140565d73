/** The part of subset-font (which ships no types) that the font script calls. */
declare module "subset-font" {
  interface SubsetOptions {
    readonly targetFormat: "truetype";
    readonly noHinting: boolean;
    readonly dropTables: readonly string[];
  }
  export default function subsetFont(
    font: Uint8Array,
    characters: string,
    options: SubsetOptions,
  ): Promise<Uint8Array>;
}
