import { describe, expect, test } from "vitest";
import {
  type DownloadAnchor,
  type DownloadBrowser,
  DownloadError,
  downloadReportBlob,
  fileNameOf,
  openObjectUrl,
} from "../../../../functions/console/page/report/download.ts";

const BLOB = new Blob(["%PDF-1.7"]);

/** A browser that records its calls, with parts that can be replaced. */
function browser(parts: Partial<DownloadBrowser> & { click?: () => void } = {}) {
  const open = new Set<string>();
  const done: string[] = [];
  const timers: { call: () => void; after: number }[] = [];
  const anchor: DownloadAnchor = {
    href: "",
    download: "",
    click: parts.click ?? (() => void done.push(`saved ${anchor.href} as ${anchor.download}`)),
    remove: () => void done.push("removed"),
  };
  const it: DownloadBrowser = {
    urls: {
      createObjectURL: () => {
        open.add("blob:1");
        return "blob:1";
      },
      revokeObjectURL: (url) => void open.delete(url),
    },
    anchor: () => anchor,
    setTimeout: (call, after) => timers.push({ call, after }),
    ...parts,
  };
  return { it, open, done, timers };
}

function thrown(act: () => void): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}

function none(): never {
  throw new Error("none");
}

describe("a download", () => {
  test("is saved under its name, from an address that is revoked a minute later", () => {
    const { it, open, done, timers } = browser();
    downloadReportBlob(BLOB, "clarity_report_case_1.pdf", it);
    expect(done).toEqual(["saved blob:1 as clarity_report_case_1.pdf", "removed"]);
    expect(open).toEqual(new Set(["blob:1"]));
    expect(timers.map(({ after }) => after)).toEqual([60_000]);
    timers[0]?.call();
    expect(open).toEqual(new Set());
  });

  test("revokes immediately, and leaves no anchor, when the click throws", () => {
    const cause = new Error("refused");
    const { it, open, done, timers } = browser({
      click: () => {
        throw cause;
      },
    });
    const error = thrown(() => downloadReportBlob(BLOB, "a.pdf", it));
    expect(error).toBeInstanceOf(DownloadError);
    expect(error).toMatchObject({ cause });
    expect(open).toEqual(new Set());
    expect(done).toEqual(["removed"]);
    expect(timers).toEqual([]);
  });

  test("revokes immediately when there is no anchor or no timer", () => {
    for (const part of [{ anchor: none }, { setTimeout: none }]) {
      const { it, open } = browser(part);
      expect(() => downloadReportBlob(BLOB, "a.pdf", it)).toThrow(DownloadError);
      expect(open).toEqual(new Set());
    }
  });

  test("reports that the browser has no object URLs, and clicks nothing", () => {
    const { it, done } = browser({ urls: {} });
    expect(() => downloadReportBlob(BLOB, "a.pdf", it)).toThrow(/cannot save files/);
    expect(done).toEqual([]);
  });

  test("reports that the browser cannot create an object URL", () => {
    const cause = new Error("too large");
    const throwing = browser({
      urls: {
        createObjectURL: () => {
          throw cause;
        },
      },
    });
    const error = thrown(() => downloadReportBlob(BLOB, "a.pdf", throwing.it));
    expect(error).toBeInstanceOf(DownloadError);
    expect(error).toMatchObject({ cause });
    const empty = browser({ urls: { createObjectURL: () => "" } });
    expect(() => downloadReportBlob(BLOB, "a.pdf", empty.it)).toThrow(
      /could not create an address/,
    );
    expect([...throwing.done, ...empty.done]).toEqual([]);
  });
});

test("a browser that can neither click nor revoke fails with the error of its click", () => {
  const { it } = browser({
    click: () => {
      throw new Error("no clicks");
    },
    urls: {
      createObjectURL: () => "blob:1",
      revokeObjectURL: () => {
        throw new Error("no revoking");
      },
    },
  });
  const error = thrown(() => downloadReportBlob(BLOB, "report.pdf", it));
  expect(error).toBeInstanceOf(DownloadError);
  expect(error).toMatchObject({ cause: new Error("no clicks") });
});

test("an object URL is revoked once, however often it is released", () => {
  const revoked: string[] = [];
  const { revoke } = openObjectUrl(BLOB, {
    createObjectURL: () => "blob:2",
    revokeObjectURL: (url) => void revoked.push(url),
  });
  revoke();
  revoke();
  expect(revoked).toEqual(["blob:2"]);
});

test("object URLs are created and revoked as methods of URL, as browsers require", () => {
  class Urls {
    readonly made: string[] = [];
    createObjectURL(): string {
      this.made.push("blob:3");
      return "blob:3";
    }
    revokeObjectURL(url: string): void {
      this.made.splice(this.made.indexOf(url), 1);
    }
  }
  const urls = new Urls();
  const { revoke } = openObjectUrl(BLOB, urls);
  expect(urls.made).toEqual(["blob:3"]);
  revoke();
  expect(urls.made).toEqual([]);
});

test("the file is named as the service names it", () => {
  expect(fileNameOf("case_001")).toBe("clarity_report_case_001.pdf");
});
