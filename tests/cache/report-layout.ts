import type { Layout } from "../../lib/cache/layout.ts";

export const LAYOUT: Layout = { results: "reports", claims: "claims", extension: ".pdf" };
