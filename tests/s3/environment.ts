/**
 * Runs in every test process: where the service and the AWS SDK look for their settings, also those of child
 * processes, they find the tests' server.
 */
import { inject } from "vitest";

const { endpoint, region, accessKeyId, secretAccessKey } = inject("s3");
Object.assign(process.env, {
  S3_ENDPOINT: endpoint,
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: secretAccessKey,
});
