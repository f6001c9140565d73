/** Wrong uses of the generated client: each marked line has to be a compile error. */
import createClient from "openapi-fetch";
import type { paths } from "./api.d.ts";

const client = createClient<paths>({ baseUrl: "" });
const path = { case_id: "case_001" };

await client.GET("/report/case"); // no such path
await client.POST("/report/cases"); // no such method
await client.GET("/report/cases/{case_id}"); // no parameter
await client.GET("/report/cases/{case_id}", { params: { path: { case_id: 1 } } }); // another type
await client.POST("/report/generate"); // no body
await client.POST("/report/generate", { body: { caseId: "case_001" } }); // another member

const status = await client.GET("/report/cases/{case_id}", { params: { path } });
status.data.ready; // there may be a problem instead
status.data?.report; // no such member
status.data?.ready.toFixed(); // another type

const manifest = await client.GET("/demo/cases/{case_id}/manifest", { params: { path } });
manifest.data?.data.model_id.length; // may be left out, or null
manifest.data?.data.probe_surface; // of another artifact

const overlay = await client.GET("/demo/cases/{case_id}/overlay", { params: { path } });
overlay.data?.data.heatmap.values[0]?.[0]?.toFixed(); // may be a placeholder

const report = await client.POST("/report/generate", { body: path });
report.error?.cache_key; // not every problem has one
if (report.error?.type === "urn:clarity:problem:conflict") throw new Error(); // no such problem
if (report.error?.type === "urn:clarity:problem:in_progress") report.error.cache_key.toUpperCase();
