import { render } from "preact";
import { createClient } from "./api/client.ts";
import { App } from "./app.tsx";
import { applyTheme } from "./parts/theme-toggle.tsx";
import { keptChoice, SHORTCUTS, THEMES } from "./state/kept.ts";
import type { Page } from "./state/page.ts";
import "./style/index.css";

const after: Page["clock"]["after"] = (milliseconds, call) => {
  const timer = setTimeout(call, milliseconds);
  return () => clearTimeout(timer);
};

/** Undefined on plain HTTP, although its type does not say so. */
const clipboard: Clipboard | undefined = navigator.clipboard;
const storage = (): Storage => localStorage;

const page: Page = {
  client: createClient({ fetch: async (path, init) => await fetch(path, init), after }),
  clock: { now: () => performance.now(), after },
  download: {
    urls: URL,
    anchor: () => {
      const anchor = document.createElement("a");
      anchor.hidden = true;
      document.body.append(anchor);
      return anchor;
    },
    setTimeout: (call, milliseconds) => setTimeout(call, milliseconds),
  },
  copy: clipboard === undefined ? undefined : async (text) => await clipboard.writeText(text),
  showsPdf: navigator.pdfViewerEnabled,
  theme: keptChoice("clarity-theme", THEMES, storage),
  shortcuts: keptChoice("clarity-shortcuts", SHORTCUTS, storage),
};

applyTheme(page.theme.read());
const root = document.getElementById("app");
if (root === null) throw new Error("index.html: expected an element with the id app");
render(<App page={page} />, root);
