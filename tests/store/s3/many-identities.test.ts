import { beforeEach, expect, test } from "vitest";
import { openCases } from "../../../lib/store/open-cases.ts";
import { scriptedBucket, withCredentials, type Scripted } from "./scripted-s3.ts";

beforeEach(withCredentials);

const MANIFEST = "manifest.json";
const IDS = Array.from({ length: 20 }, (_, nth) => `case_${String(nth).padStart(2, "0")}`);

function page(keys: readonly string[], next?: string): Scripted {
  const objects = keys.map(
    (key) =>
      `<Contents><Key>cases/${key}</Key><ETag>&quot;${key}&quot;</ETag><Size>2</Size><LastModified>2026-11-27T09:00:00.000Z</LastModified></Contents>`,
  );
  const more =
    next === undefined
      ? "<IsTruncated>false</IsTruncated>"
      : `<IsTruncated>true</IsTruncated><NextContinuationToken>${next}</NextContinuationToken>`;
  return { body: `<ListBucketResult>${objects.join("")}${more}</ListBucketResult>` };
}

async function identify(ids: readonly string[], ...answers: readonly Scripted[]) {
  const { endpoint, asked } = await scriptedBucket(...answers);
  const place = { kind: "bucket", bucket: "lab", prefix: "cases/", endpoint } as const;
  const source = openCases(place);
  const found = await source.identifyEach?.(ids, [MANIFEST, "metrics.json"]);
  return { source, found, asked };
}

const objectsOf = (ids: readonly string[]) => ids.map((id) => `${id}/${MANIFEST}`);

test("the identities of 20 cases take one request, and are those that one case alone has", async () => {
  const one = page(objectsOf(["case_07"]));
  const { source, found, asked } = await identify(IDS, page(objectsOf(IDS)), one);
  expect(asked).toEqual(["GET /lab/?list-type=2&prefix=cases%2F&start-after=cases%2Fcase_00%2F"]);
  expect([...(found?.keys() ?? [])]).toEqual(IDS);
  const alone = await source.identify("case_07", [MANIFEST, "metrics.json"]);
  expect(alone).toEqual([expect.any(String), undefined]);
  expect(found?.get("case_07")).toEqual(alone);
});

test("a case that the last page ends in is absent, because some of its objects may be missing", async () => {
  const { found } = await identify(IDS, page(objectsOf(IDS.slice(0, 5)), "a"), page([], "b"));
  expect([...(found?.keys() ?? [])]).toEqual(IDS.slice(0, 4));
});

const others = (count: number) => Array.from({ length: count }, (_, nth) => `case_00/x/${nth}`);

test("20 cases with many other objects between them take two requests at most", async () => {
  const { found, asked } = await identify(IDS, page(others(100), "a"), page(others(200), "b"));
  expect(asked).toHaveLength(2);
  expect(found?.size).toBe(0);
});

test("for nine cases, each is asked for", async () => {
  const { found, asked } = await identify(IDS.slice(0, 9));
  expect([found?.size, asked]).toEqual([0, []]);
});
