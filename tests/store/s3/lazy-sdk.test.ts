import { expect, test } from "vitest";
import { LazySdk } from "../../../lib/store/s3/direct/lazy-sdk.ts";

test("the SDK is opened once, when it is first needed", async () => {
  let opened = 0;
  const sdk = new LazySdk(async () => await Promise.resolve(++opened));
  expect(sdk.isOpen).toBe(false);
  expect(await Promise.all([sdk.get(), sdk.get()])).toEqual([1, 1]);
  expect(sdk.isOpen).toBe(true);
});

test("when the SDK could not be opened, it is not open, and the next call opens it", async () => {
  let attempts = 0;
  const sdk = new LazySdk(async () => {
    if (++attempts === 1) throw new Error("too many open files");
    return await Promise.resolve("the SDK");
  });
  await expect(sdk.get()).rejects.toThrow("too many open files");
  expect(sdk.isOpen).toBe(false);
  expect(await sdk.get()).toBe("the SDK");
  expect(sdk.isOpen).toBe(true);
});
