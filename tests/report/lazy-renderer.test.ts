import { expect, onTestFinished, test, vi } from "vitest";
import { renderLazily } from "../../lib/report/lazy-renderer.ts";
import { renderReport } from "../../lib/report/render.ts";
import { rejectionOf } from "../store/temp-folder.ts";
import { demoSource } from "./sources.ts";

test("a report is the renderer's output for its source", async () => {
  const source = demoSource("case_sparse");
  expect(await renderLazily(source)).toEqual(await renderReport(source));
});

test("a renderer of another build is refused before it draws anything", async () => {
  vi.stubGlobal("RENDERER_BUILD", "of this bundle");
  onTestFinished(() => void vi.unstubAllGlobals());
  const error = await rejectionOf(renderLazily(demoSource("case_sparse")));
  expect(error).toMatchObject({ code: "misconfigured", reason: "newer_build" });
});
