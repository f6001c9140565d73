import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { installed, type Browser } from "./tab.ts";

const PATHS = ["/usr/bin/firefox-esr", "/usr/bin/firefox"];

/** The package is installed with the suite only, so its own types are not there when the project is checked. */
const PUPPETEER = resolve(
  "tests/browsers/node_modules/puppeteer-core/lib/esm/puppeteer/puppeteer-core.js",
);

/** The part of puppeteer that is used. */
interface Puppeteer {
  launch(
    this: void,
    options: object,
  ): Promise<{
    newPage(): Promise<Page>;
    close(): Promise<void>;
  }>;
}

interface Page {
  on(event: "pageerror", listener: (error: unknown) => void): void;
  on(event: "console", listener: (message: Message) => void): void;
  goto(url: string): Promise<unknown>;
  locator(selector: string): { click(): Promise<void> };
  evaluate(expression: string): Promise<unknown>;
  url(): string;
}

interface Message {
  type(): string;
  text(): string;
}

/** Debian's Firefox, over WebDriver BiDi. */
export const firefox: Browser = {
  name: "Firefox",
  async open(home, downloads) {
    const { launch }: Puppeteer = await import(/* @vite-ignore */ pathToFileURL(PUPPETEER).href);
    const browser = await launch({
      browser: "firefox",
      executablePath: installed("firefox-esr", PATHS),
      userDataDir: home,
      extraPrefsFirefox: {
        "browser.download.dir": downloads,
        "browser.download.folderList": 2,
        "browser.helperApps.neverAsk.saveToDisk": "application/pdf",
        "pdfjs.disabled": true,
      },
    });
    const page = await browser.newPage();
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("console", (message) => {
      if (["error", "warn"].includes(message.type())) faults.push(message.text());
    });
    return {
      goto: async (url) => void (await page.goto(url)),
      click: async (xpath) => await page.locator(`::-p-xpath(${xpath})`).click(),
      text: async () => String(await page.evaluate("document.body.innerText")),
      evaluate: async (expression) => await page.evaluate(expression),
      url: async () => await Promise.resolve(page.url()),
      faults: async () => await Promise.resolve(faults),
      close: async () => await browser.close(),
    };
  },
};
