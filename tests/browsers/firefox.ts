import { launch } from "puppeteer-core";
import { installed, type Browser } from "./tab.ts";

const PATHS = ["/usr/bin/firefox-esr", "/usr/bin/firefox"];

/** Debian's Firefox, over WebDriver BiDi. */
export const firefox: Browser = {
  name: "Firefox",
  async open(home, downloads) {
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
      text: async () => await page.evaluate(() => document.body.innerText),
      url: async () => await Promise.resolve(page.url()),
      faults: async () => await Promise.resolve(faults),
      close: async () => await browser.close(),
    };
  },
};
