/** `npm run generate [-- <folder>]` writes the demo cases, by default where the service reads them. */
import { fileURLToPath } from "node:url";
import { writeDemoCases } from "./generator/files.ts";

const shipped = fileURLToPath(new URL("artifacts", import.meta.url));

await writeDemoCases(process.argv[2] ?? shipped);
