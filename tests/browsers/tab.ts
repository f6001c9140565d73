import { existsSync } from "node:fs";

/** The operations that the tests need of a tab in any browser. */
export interface Tab {
  /** Waits until the page has loaded. */
  goto(url: string): Promise<void>;
  /** Clicks the first element that an XPath finds; throws when there is no match. */
  click(xpath: string): Promise<void>;
  /** The text that the page shows. */
  text(): Promise<string>;
  /** Evaluates an expression in the page. */
  evaluate(this: void, expression: string): Promise<unknown>;
  /** Address of the page. */
  url(): Promise<string>;
  /** Errors and warnings of the page so far. */
  faults(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface Browser {
  readonly name: string;
  /**
   * Starts the browser with a separate profile.
   *
   * @param home an empty folder for the profile
   * @param downloads where downloads are saved
   */
  open(this: void, home: string, downloads: string): Promise<Tab>;
}

/** The first of these programs that is installed. */
export function installed(debianPackage: string, paths: readonly string[]): string {
  const found = paths.find((path) => existsSync(path));
  if (found === undefined) {
    throw new Error(`${debianPackage} is missing; .ci/install-tools browsers installs it`);
  }
  return found;
}
