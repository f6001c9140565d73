import { render } from "preact";
import { createClient } from "./api/client.ts";
import { App } from "./app.tsx";
import { createSelection } from "./list/selection.ts";
import { applyTheme } from "./parts/theme-toggle.tsx";
import { keptChoice, SHORTCUTS, THEMES } from "./state/kept.ts";
import type { Page } from "./state/page.ts";
import { createReconnection } from "./state/reconnection.ts";
import "./style/index.css";

const after: Page["clock"]["after"] = (milliseconds, call) => {
  const timer = setTimeout(call, milliseconds);
  return () => clearTimeout(timer);
};

/** Undefined on plain HTTP, although its type does not say so. */
const clipboard: Clipboard | undefined = navigator.clipboard;
const storage = (): Storage => localStorage;

/** Any answer of a working service will do. */
const probe = async (): Promise<boolean> => {
  try {
    const { ok } = await fetch("health", { cache: "no-store" });
    return ok;
  } catch {
    return false;
  }
};

/** Set by the service, from PUBLIC_URL. */
const publicUrl = document.querySelector<HTMLMetaElement>("meta[name=clarity-public-url]")?.content;

const page: Page = {
  client: createClient({ fetch: async (path, init) => await fetch(path, init), after }),
  clock: { now: () => performance.now(), after },
  reconnection: createReconnection({
    clock: { after },
    today: () => Date.now(),
    probe,
    onNetwork: (onChange) => {
      addEventListener("offline", () => onChange(false));
      addEventListener("online", () => onChange(true));
    },
  }),
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
  publicUrl: publicUrl || new URL("./", location.href).href,
  copy: clipboard === undefined ? undefined : async (text) => await clipboard.writeText(text),
  showsPdf: navigator.pdfViewerEnabled,
  theme: keptChoice("clarity-theme", THEMES, storage),
  shortcuts: keptChoice("clarity-shortcuts", SHORTCUTS, storage),
  selection: createSelection(),
};

applyTheme(page.theme.read());
const root = document.getElementById("app");
if (root === null) throw new Error("index.html: expected an element with the id app");
render(<App page={page} />, root);
