/**
 * Writes docs/openapi.json, docs/api.md and the tables of docs/case-format.md and docs/errors.md from the schemas
 * and the table of error codes that the service uses, so that a change of the contract shows as a change of files.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { format } from "oxfmt";
import { openApiDocument } from "../lib/openapi/document.ts";
import { withArtifactTables } from "../lib/openapi/markdown/artifact-tables.ts";
import { withErrorTable } from "../lib/openapi/markdown/error-table.ts";
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
  "docs/errors.md": withErrorTable(readFileSync("docs/errors.md", "utf8")),
};

const { printWidth } = JSON.parse(readFileSync(".oxfmtrc.json", "utf8"));
for (const [file, text] of Object.entries(files)) {
  const { code, errors } = await format(file, text, { printWidth });
  if (errors.length > 0) throw new Error(`expected ${file} to be formatted`, { cause: errors });
  writeFileSync(file, code);
}
