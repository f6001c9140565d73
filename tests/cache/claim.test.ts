import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { decodeClaim, encodeClaim } from "../../lib/cache/claim.ts";
import { namelessProcess, ownProcess } from "../../lib/store/process-identity.ts";
import { bytes, textOf } from "../store/temp-folder.ts";

const owner = { instance: "instance", ...ownProcess() };
const NOTHING = { nonce: undefined, leaseMs: undefined, owner: undefined };

describe("a claim's bytes", () => {
  it("are JSON with nonce, lease and owner", () => {
    expect(JSON.parse(textOf(encodeClaim("nonce", 30_000, owner)) ?? "")).toEqual({
      nonce: "nonce",
      lease_ms: 30_000,
      owner: {
        instance: "instance",
        boot: owner.boot,
        pid_namespace: owner.pidNamespace,
        pid: process.pid,
        start_time: owner.startTime,
        time_namespace: owner.timeNamespace,
      },
    });
  });

  it("are read back as they were written, with and without what only Linux offers", () => {
    const elsewhere = { ...namelessProcess(), instance: "instance" };
    for (const by of [owner, elsewhere]) {
      const claim = { nonce: "nonce", leaseMs: 30_000, owner: by };
      expect(decodeClaim(encodeClaim("nonce", 30_000, by))).toEqual(claim);
    }
  });

  it.each(["", " ", "{", '{"nonce": "no', "null", "true", "7", '"text"', "[]", "[1]", "{}", "\0"])(
    "make an unreadable claim when they are %j",
    (text) => {
      expect(decodeClaim(bytes(text))).toEqual(NOTHING);
    },
  );

  it("make an unreadable claim when they are random", () => {
    expect(decodeClaim(randomBytes(4096))).toEqual(NOTHING);
  });

  it.each([
    ['{"lease_ms": -1}', "negative"],
    ['{"lease_ms": 1e999}', "infinite"],
    ['{"lease_ms": "30000"}', "text"],
    ['{"lease_ms": null}', "null"],
  ])("have no lease in %s, which is %s", (text) => {
    expect(decodeClaim(bytes(text)).leaseMs).toBeUndefined();
  });

  it.each(['{"owner": {}}', '{"owner": {"pid": 1}}', '{"owner": {"instance": "a", "pid": "1"}}'])(
    "have no owner in %s",
    (text) => {
      expect(decodeClaim(bytes(text)).owner).toBeUndefined();
    },
  );

  it("of a version that did not record time namespaces are read without one", () => {
    const { timeNamespace: _, ...older } = owner;
    const text = textOf(encodeClaim("nonce", 1, { ...older, timeNamespace: undefined }));
    expect(text).not.toContain("time_namespace");
    expect(decodeClaim(bytes(text ?? "")).owner).toEqual({ ...older, timeNamespace: undefined });
  });

  it("keep what is readable when the rest is not", () => {
    const claim = decodeClaim(bytes('{"nonce": "n", "lease_ms": [], "owner": 7, "more": {}}'));
    expect(claim).toEqual({ ...NOTHING, nonce: "n" });
  });
});
