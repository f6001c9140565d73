import { PassThrough } from "node:stream";
import { beforeEach, describe, expect, it } from "vitest";
import { StreamedAnswer } from "../../../lib/commands/cache/streamed-answer.ts";
import type { Io } from "../../../lib/commands/io.ts";
import { renderReport } from "../../../lib/report/render.ts";
import { toolsHere } from "../../../lib/service/verify/verify-tasks.ts";

const TEXT = "x".repeat(1_000);

let writes: string[];
let io: Io;
beforeEach(() => {
  writes = [];
  const stdout = new PassThrough();
  stdout.on("data", (chunk: Buffer) => writes.push(chunk.toString()));
  const others = { stderr: new PassThrough(), render: renderReport, verifyTools: toolsHere };
  io = { environment: {}, folder: "/", stdout, ...others };
});

const part = (nth: number) => ({ text: `${nth} ${TEXT}\n`, json: { nth, text: TEXT } });

describe("an answer that is printed while it is found", () => {
  it.each([0, 1, 500])("is one JSON document with %i items", async (count) => {
    const answer = new StreamedAnswer(io, { json: true }, "items");
    for (let nth = 0; nth < count; nth++) await answer.add(part(nth));
    await answer.end({ text: "", json: { count } });
    const items = Array.from({ length: count }, (_, nth) => part(nth).json);
    expect(JSON.parse(writes.join(""))).toEqual({ items, count });
    expect(writes.join("").endsWith("}\n")).toBe(true);
  });

  it("is written long before it ends, in pieces that stay small", async () => {
    const answer = new StreamedAnswer(io, {}, "items");
    for (let nth = 0; nth < 500; nth++) await answer.add(part(nth));
    expect(writes.length).toBeGreaterThan(5);
    expect(Math.max(...writes.map(({ length }) => length))).toBeLessThan(100_000);
    await answer.end({ text: "500 items\n", json: { count: 500 } });
    expect(writes.join("").split("\n").slice(-3)).toEqual([`499 ${TEXT}`, "500 items", ""]);
  });

  it("is not a JSON document when it is not ended", async () => {
    const answer = new StreamedAnswer(io, { json: true }, "items");
    for (let nth = 0; nth < 500; nth++) await answer.add(part(nth));
    expect(writes.join("")).toMatch(/^\{"items":\[/);
    expect(() => JSON.parse(writes.join("")) as unknown).toThrow(SyntaxError);
  });

  it("clears the progress before it writes, each time", async () => {
    let cleared = 0;
    const answer = new StreamedAnswer(io, {}, "items", () => void cleared++);
    for (let nth = 0; nth < 500; nth++) await answer.add(part(nth));
    await answer.end({ text: "end\n", json: { count: 500 } });
    expect(cleared).toBe(writes.length);
  });

  it("shows control characters as text", async () => {
    const answer = new StreamedAnswer(io, {}, "items");
    await answer.end({ text: "a\u001b[2Jb\n", json: { count: 0 } });
    expect(writes.join("")).toBe("a\\u001b[2Jb\n");
  });
});
