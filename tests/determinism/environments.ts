import { tmpdir } from "node:os";
import { resolve } from "node:path";

/** Where a process is: all of its environment variables, and its working directory. */
export interface Environment {
  readonly variables: Readonly<Record<string, string>>;
  readonly folder: string;
  /** The values that a process has to find if the variables take effect. */
  readonly locale: string;
  readonly timeZone: string;
}

const here = { folder: resolve("."), locale: "en-US", timeZone: "UTC" } as const;

/** Sorts ä after z, writes a comma in numbers; the day begins nine hours before UTC's. */
export const FAR_AWAY: Environment = {
  ...here,
  variables: { LC_ALL: "sv_SE.UTF-8", TZ: "Asia/Tokyo" },
  locale: "sv-SE",
  timeZone: "Asia/Tokyo",
};

export const ENVIRONMENTS = {
  "LC_ALL=sv_SE.UTF-8 TZ=Asia/Tokyo": FAR_AWAY,
  // Upper-cases i to İ; half an hour off the others.
  "LANG=tr_TR.UTF-8 TZ=America/St_Johns": {
    ...here,
    variables: { LANG: "tr_TR.UTF-8", TZ: "America/St_Johns" },
    locale: "tr-TR",
    timeZone: "America/St_Johns",
  },
  // Its own digits and calendar.
  "LC_ALL=ar_EG.UTF-8 TZ=Pacific/Kiritimati": {
    ...here,
    variables: { LC_ALL: "ar_EG.UTF-8", TZ: "Pacific/Kiritimati" },
    locale: "ar-EG",
    timeZone: "Pacific/Kiritimati",
  },
  "LC_ALL=C TZ=UTC, a small heap, another folder": {
    ...here,
    variables: { LC_ALL: "C", TZ: "UTC", NODE_OPTIONS: "--max-old-space-size=96" },
    folder: tmpdir(),
  },
} as const satisfies Readonly<Record<string, Environment>>;
