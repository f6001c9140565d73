import { createS3Client } from "../../lib/store/s3/client.ts";
import { S3Store } from "../../lib/store/s3/s3-store.ts";
import { toldSettings, work } from "../cache/worker.ts";

const settings = toldSettings();
const client = createS3Client({ endpoint: process.env["S3_ENDPOINT"] ?? "" });
work(settings, new S3Store({ client, bucket: settings.root }));
