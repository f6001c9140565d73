/** The checks before the server starts, which report each problem in one clear line. */
import { once } from "node:events";
import { createServer } from "node:net";
import type { CaseList } from "../../case/list-cases.ts";
import type { Config } from "../../config.ts";
import { ClarityError } from "../../errors.ts";
import { casesAt } from "../../service/cases-at.ts";
import { messageOf } from "../../service/messages.ts";
import { assertCreateOnly } from "../../store/create-only-check.ts";
import { openStore } from "../../store/open-store.ts";
import { nameOf, type Place } from "../../store/place.ts";
import { StartError } from "./start-error.ts";

export async function casesOf(cases: Place): Promise<CaseList> {
  try {
    return await casesAt(cases);
  } catch (cause) {
    throw inTermsOfPlace(cause, "The cases", cases);
  }
}

/** A bucket may be on any server, so it gets the check now that every process makes before its first claim. */
export async function checkStore(reports: Place): Promise<void> {
  try {
    const { store } = await openStore(reports);
    if (reports.kind === "bucket") await assertCreateOnly(store);
  } catch (cause) {
    throw inTermsOfPlace(cause, "The reports", reports);
  }
}

function inTermsOfPlace(cause: unknown, what: string, place: Place): unknown {
  if (!(cause instanceof ClarityError) || place.kind === "folder") return cause;
  const server = place.endpoint === undefined ? "" : ` on ${place.endpoint}`;
  return new StartError(
    `${what} are at ${nameOf(place)}${server}. ${messageOf(cause, { kind: "command" })}`,
    { cause },
  );
}

export async function assertPortFree({ host, port }: Config): Promise<void> {
  const listener = createServer();
  listener.listen(port, host);
  try {
    await once(listener, "listening");
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    const why = code === "EADDRINUSE" ? "is in use" : `cannot be used (${String(code)})`;
    const advice = OF_THE_HOST.has(String(code))
      ? "Set HOST to an address of this machine, such as HOST=127.0.0.1."
      : `Set PORT to another one, such as PORT=${otherThan(port)}.`;
    throw new StartError(`Port ${port} on ${host} ${why}. ${advice}`, { cause });
  }
  listener.close();
  await once(listener, "close");
}

/** The name cannot be resolved, or the address is another machine's: any port has the same fault. */
const OF_THE_HOST: ReadonlySet<string> = new Set(["ENOTFOUND", "EAI_AGAIN", "EADDRNOTAVAIL"]);

/** A port next to it; ports below 1024 may need privileges. */
function otherThan(port: number): number {
  if (port < 1024) return 3000;
  return port < 65_535 ? port + 1 : port - 1;
}
