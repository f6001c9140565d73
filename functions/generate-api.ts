/**
 * Writes docs/openapi.json and docs/api.md, made of the schemas that the service validates with, so that a
 * change of the contract shows as a change of files.
 */
import { writeFileSync } from "node:fs";
import { format, resolveConfig } from "prettier";
import { openApiDocument } from "../lib/http/openapi/document.ts";
import { apiPage } from "../lib/http/openapi/markdown/page.ts";
import { packageVersion } from "./package-version.ts";

const description = openApiDocument(packageVersion());
const files = {
  "docs/openapi.json": JSON.stringify(description),
  "docs/api.md": apiPage(description),
};

for (const [filepath, text] of Object.entries(files)) {
  const style = await resolveConfig(filepath);
  writeFileSync(filepath, await format(text, { ...style, filepath }));
}
