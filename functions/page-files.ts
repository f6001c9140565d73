import type { LargeFile, PageFile } from "../lib/http/console-routes.ts";
import type { EastAsianFont } from "../lib/report/fonts/east-asian.ts";

/** A large file of the built page; the name says which file next to the bundle has its bytes. */
export interface LargePageFile extends Omit<LargeFile, "br"> {
  readonly name: EastAsianFont | "page-scripts";
}

export interface BuiltPage {
  readonly files: readonly PageFile[];
  readonly largeFiles: readonly LargePageFile[];
  /** The large scripts by path, compressed with Brotli, in base64. */
  readonly scripts: Readonly<Record<string, string>>;
  /** The paths of the modules in the page, except its workers. */
  readonly modules: readonly string[];
}
