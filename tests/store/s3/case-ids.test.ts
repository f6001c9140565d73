import { beforeEach, expect, test } from "vitest";
import { listCases } from "../../../lib/case/list-cases.ts";
import { openCases } from "../../../lib/store/open-cases.ts";
import { scriptedBucket, withCredentials, type Scripted } from "./scripted-s3.ts";
import { textOf } from "../temp-folder.ts";

const DICOM_UID = "1.2.840.113619.2.55.3.2831868886.999.1523853123.467";
const LONGEST = "x".repeat(128);

const ETAG = "&quot;0f&quot;";

beforeEach(withCredentials);

async function casesIn(...answers: readonly Scripted[]) {
  const { endpoint, asked } = await scriptedBucket(...answers);
  const place = { kind: "bucket", bucket: "lab", prefix: "cases/", endpoint } as const;
  return { cases: openCases(place), asked };
}

function listing(content: string): Scripted {
  const body = `<ListBucketResult>${content}<IsTruncated>false</IsTruncated></ListBucketResult>`;
  return { body };
}

const foldersIn = (names: readonly string[]) =>
  listing(
    names
      .map((name) => `<CommonPrefixes><Prefix>cases/${name}/</Prefix></CommonPrefixes>`)
      .join(""),
  );

test("a bucket lists the folders whose names are case ids as cases, and names the others", async () => {
  const others = ["a..b", "a b", "drafts.", "x".repeat(129)];
  const ids = [DICOM_UID, "case_001", LONGEST];
  const { cases, asked } = await casesIn(foldersIn([...others, ...ids]));
  expect(await listCases(cases)).toEqual({
    ids,
    skipped: { count: 4, first: ["a b", "a..b", "drafts.", "x".repeat(129)] },
  });
  expect(asked).toEqual(["GET /lab/?delimiter=%2F&list-type=2&prefix=cases%2F"]);
});

test.each([DICOM_UID, LONGEST])("the objects of %s lie under its id", async (id) => {
  const headers = { etag: '"0f"', "last-modified": "Fri, 27 Nov 2026 09:00:00 GMT" };
  const key = `cases/${id}/clarity/sweep_manifest.json`;
  const found = `<Contents><Key>${key}</Key><ETag>${ETAG}</ETag><Size>2</Size><LastModified>2026-11-27T09:00:00.123Z</LastModified></Contents>`;
  const { cases, asked } = await casesIn({ headers, body: "{}" }, listing(found));
  const [file] = await cases.read(id, ["clarity/sweep_manifest.json"]);
  expect(textOf(file?.body)).toBe("{}");
  const names = ["clarity/sweep_manifest.json", "manifest.json"];
  expect(await cases.identify(id, names)).toEqual([file?.identity, undefined]);
  expect(asked).toEqual([
    `GET /lab/${key}?x-id=GetObject`,
    `GET /lab/?list-type=2&prefix=${encodeURIComponent(`cases/${id}/`)}`,
  ]);
});
