/**
 * Writes docs/openapi.json, docs/api.md and the tables of docs/case-format.md, made of the schemas that the
 * service validates with, so that a change of the contract shows as a change of files.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { format, resolveConfig } from "prettier";
import { openApiDocument } from "../lib/openapi/document.ts";
import { withArtifactTables } from "../lib/openapi/markdown/artifact-tables.ts";
import { apiPage } from "../lib/openapi/markdown/page.ts";
import { packageVersion } from "./package-version.ts";

const description = openApiDocument(packageVersion());
const files = {
  "docs/openapi.json": JSON.stringify(description),
  "docs/api.md": apiPage(description),
  "docs/case-format.md": withArtifactTables(
    readFileSync("docs/case-format.md", "utf8"),
    description.components,
  ),
};

for (const [filepath, text] of Object.entries(files)) {
  const style = await resolveConfig(filepath);
  writeFileSync(filepath, await format(text, { ...style, filepath }));
}
