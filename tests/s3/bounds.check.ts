import { beforeEach, describe, expect, inject, it, onTestFinished } from "vitest";
import { createS3Client } from "../../lib/store/s3/client.ts";
import { S3Store } from "../../lib/store/s3/s3-store.ts";
import { S3Proxy } from "../servers/s3-proxy.ts";
import { bytes, rejectionOf, textOf } from "../store/temp-folder.ts";
import { temporaryBucket } from "./buckets.ts";
import { sentenceOf } from "../store/sentence-of.ts";
import { listAll } from "../../lib/store/list-all.ts";

/** Twice and more what any call may take. */
const BOUND_MS = 50_000;

let proxy: S3Proxy;
let store: S3Store;
beforeEach(async () => {
  proxy = await S3Proxy.start(inject("s3").endpoint);
  onTestFinished(async () => await proxy.stop());
  const bucket = await temporaryBucket();
  store = new S3Store({ client: createS3Client({ endpoint: proxy.endpoint }), bucket });
  await store.create("reports/key/0.pdf", bytes("%PDF-".repeat(500)));
  proxy.forget();
});

/** Each by itself, without a request whose end would bound them, as on a laptop. */
describe("every call to S3 ends", () => {
  it(
    "by another attempt, when the first is never answered",
    async () => {
      proxy.faultOf = ({ nth }) => (nth === 0 ? { type: "hangs" } : undefined);
      expect(textOf((await store.get("reports/key/0.pdf"))?.body)).toHaveLength(2_500);
      proxy.forget();
      expect(await store.create("claims/key/0/0", bytes("{}"))).toBe("created");
      expect(proxy.requests).toHaveLength(2);
    },
    BOUND_MS,
  );

  it(
    "as out of reach after three attempts, when none is answered, whatever was asked",
    async () => {
      proxy.faultOf = () => ({ type: "hangs" });
      const calls = [
        store.get("reports/key/0.pdf"),
        store.create("claims/key/0/0", bytes("{}")),
        listAll(store, "reports/"),
        store.remove("reports/key/0.pdf"),
      ];
      const errors = await Promise.all(calls.map(rejectionOf));
      const unavailable = { code: "store_unavailable", lasting: false };
      expect(errors).toMatchObject(calls.map(() => unavailable));
      for (const error of errors)
        expect(sentenceOf(error)).toContain("did not answer in time (Timeout");
      expect(proxy.requests).toHaveLength(3 * calls.length);
    },
    BOUND_MS,
  );

  it(
    "as out of reach, when its answer goes on and on",
    async () => {
      proxy.faultOf = () => ({ type: "trickles", everyMs: 100 });
      const error = await rejectionOf(store.get("reports/key/0.pdf"));
      expect(error).toMatchObject({ code: "store_unavailable", lasting: false });
      expect(sentenceOf(error)).toContain("it did not answer in time");
    },
    BOUND_MS,
  );
});
