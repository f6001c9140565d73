import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  expectAnswersOf,
  expectPreflightsOf,
  KINDS,
  makeTrouble,
  MODES,
  someOf,
} from "../http/cors-modes.ts";
import { posting } from "../http/test-service.ts";
import { LocalService, makeHome } from "./local-service.ts";

/** What works only where reports can be made. */
const REPORT = [200, "/report/generate", posting({ case_id: "case_sparse" })] as const;

// browsers-and-strangers.test.ts has the mode that holds by default.
describe.each(MODES.filter(({ served }) => served))("$name, over HTTP", (mode) => {
  let service: LocalService;
  beforeAll(async () => {
    const home = await makeHome();
    service = await LocalService.start(home, mode.environment);
    await makeTrouble(service.get.bind(service), home.artifactRoot, home.cacheDir);
  });
  afterAll(async () => {
    await service.discard();
  });

  it("listed origins get credentials, and no other is ever reflected", async () => {
    expect.hasAssertions();
    const ask = service.get.bind(service);
    await expectAnswersOf(mode, ask, [...KINDS, REPORT], someOf(mode));
    await expectAnswersOf(mode, ask, KINDS.slice(0, 1));
  });

  it("a preflight is answered by the service's own headers", async () => {
    expect.hasAssertions();
    await expectPreflightsOf(mode, service.get.bind(service), someOf(mode));
  });
});
