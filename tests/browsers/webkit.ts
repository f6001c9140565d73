import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import * as v from "valibot";
import { freePort } from "../servers/free-port.ts";
import { installed, type Browser } from "./tab.ts";

const DRIVER = ["/usr/bin/WebKitWebDriver"];
const XVFB = ["/usr/bin/Xvfb"];
/** The browser that the package of the driver brings. */
const MINI_BROWSER = ["x86_64", "aarch64"].map(
  (cpu) => `/usr/lib/${cpu}-linux-gnu/webkit2gtk-4.1/MiniBrowser`,
);

/**
 * Runs in the page once it has loaded: WebDriver reports no errors. A page whose script fails before that shows
 * nothing, so each test notices.
 */
const WATCH = `
  const faults = (window.faults ??= []);
  addEventListener("error", ({ message }) => faults.push(message));
  addEventListener("unhandledrejection", ({ reason }) => faults.push(String(reason)));
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
    faults.push(violatedDirective + " forbids " + blockedURI));
  for (const level of ["error", "warn"]) console[level] = (...words) => faults.push(words.join(" "));
`;

const SessionSchema = v.object({ sessionId: v.string() });
const ElementSchema = v.record(v.string(), v.string());
const FaultsSchema = v.array(v.string());
const AnswerSchema = v.object({ value: v.unknown() });

/** Debian's WebKitGTK, over WebDriver, on a separate screen. */
export const webkit: Browser = {
  name: "WebKit",
  async open(home, downloads) {
    const config = join(home, ".config");
    await mkdir(config);
    await writeFile(join(config, "user-dirs.dirs"), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
    const screen = spawn(installed("xvfb", XVFB), ["-displayfd", "1"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const display = await firstLine(screen);
    const port = await freePort();
    const driver = spawn(installed("webkit2gtk-driver", DRIVER), [`--port=${port}`], {
      env: { PATH: process.env["PATH"], HOME: home, DISPLAY: `:${display}` },
      stdio: "ignore",
    });
    const binary = installed("webkit2gtk-driver", MINI_BROWSER);
    const args = ["--automation", "--enable-write-console-messages-to-stdout=true"];
    const options = { "webkitgtk:browserOptions": { binary, args } };
    const root = `http://127.0.0.1:${port}/session`;
    const { sessionId } = v.parse(
      SessionSchema,
      await untilAnswering(
        async () => await command("POST", root, { capabilities: { alwaysMatch: options } }),
      ),
    );
    const session = `${root}/${sessionId}`;
    const post = async (path: string, body: object) => await command("POST", session + path, body);
    const execute = async (script: string) => await post("/execute/sync", { script, args: [] });
    return {
      async goto(url) {
        await post("/url", { url });
        await execute(WATCH);
      },
      async click(xpath) {
        const found = await post("/element", { using: "xpath", value: xpath });
        const [id] = Object.values(v.parse(ElementSchema, found));
        await post(`/element/${id}/click`, {});
      },
      text: async () => String(await execute("return document.body.innerText")),
      evaluate: async (expression) => await execute(`return ${expression}`),
      url: async () => String(await command("GET", `${session}/url`)),
      faults: async () => v.parse(FaultsSchema, await execute("return window.faults")),
      async close() {
        await command("DELETE", session).catch(() => undefined);
        for (const child of [driver, screen]) {
          child.kill();
          await once(child, "exit");
        }
      },
    };
  },
};

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error("Xvfb: expected its output");
  const [line] = await once(createInterface(stdout), "line");
  return String(line);
}

async function command(method: string, url: string, body?: object): Promise<unknown> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const answer = await fetch(url, init);
  const { value } = v.parse(AnswerSchema, await answer.json());
  if (!answer.ok) throw new Error(`WebKitWebDriver: ${method} ${url}: ${JSON.stringify(value)}`);
  return value;
}

/** The driver listens a moment after it was started. */
async function untilAnswering(ask: () => Promise<unknown>): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof TypeError) || attempt === 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
