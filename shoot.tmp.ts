import { chromium } from "playwright-core";
import { chromiumPath, LAUNCH_ARGUMENTS } from "./tests/console/chromium.ts";
const [,, out="", ...views] = process.argv;
const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...LAUNCH_ARGUMENTS] });
for (const theme of (process.env.THEMES ?? "light").split(",") as ("light"|"dark")[]) for (const width of (process.env.WIDTHS ?? "1440").split(",").map(Number)) {
  const ctx = await browser.newContext({ colorScheme: theme, viewport: { width, height: width > 800 ? 1000 : 844 }, reducedMotion: "reduce" });
  for (const v of views) {
    const page = await ctx.newPage();
    page.on("console", (m) => { if (["error","warning"].includes(m.type())) console.log(v, m.type(), m.text(), m.location().url); });
    page.on("pageerror", (e) => console.log(v, "PAGEERROR", e.message, e.stack));
    await page.goto(`http://127.0.0.1:4321/${v === "list" ? "" : "#/case/" + v}`);
    await page.waitForLoadState("networkidle"); await page.waitForTimeout(300);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) console.log("OVERFLOW", v, width, over);
    const text = await page.locator("main").innerText();
    const bad = /undefined|NaN|\[object|could not be drawn/.exec(text); if (bad) console.log("BAD", v, bad[0], text.slice(Math.max(0, bad.index-80), bad.index+80));
    await page.screenshot({ path: `${out}/${v}-${width}-${theme}.png`, fullPage: true });
    await page.close();
  }
  await ctx.close();
}
await browser.close();
