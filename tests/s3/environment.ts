/** Runs in every test process: where the AWS SDK looks for credentials, it finds those of the tests' server. */
import { inject } from "vitest";

const { region, accessKeyId, secretAccessKey } = inject("s3");
process.env["AWS_REGION"] = region;
process.env["AWS_ACCESS_KEY_ID"] = accessKeyId;
process.env["AWS_SECRET_ACCESS_KEY"] = secretAccessKey;
