import v8Coverage from "@vitest/coverage-v8";
import type { CoverageProviderModule } from "vitest/node";

/** What vitest loads in each worker, too: there without the provider, which needs the build of the page. */
const coverageModule: CoverageProviderModule = {
  ...v8Coverage,
  async getProvider() {
    const { createProvider } = await import("./provider.ts");
    return await createProvider();
  },
};
export default coverageModule;
