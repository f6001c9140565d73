import type { Check } from "../../../../lib/case/checks/index.ts";
import { TableRows } from "../figures/data-table.tsx";
import { Loaded } from "../parts/loaded.tsx";
import type { Page } from "../state/page.ts";
import { useLoading } from "../state/use-loading.ts";
import { checksTable } from "./all-checks-model.ts";

interface AllChecksProps {
  readonly page: Page;
  readonly summary: string;
  readonly make: () => Promise<readonly Check[]>;
}

/** Every check with its outcome. The page makes the checks itself, because the service only sends a summary of them. */
export function AllChecks({ page, summary, make }: AllChecksProps) {
  const [loading, retry] = useLoading(make, page.clock);
  return (
    <Loaded loading={loading} what={summary} room="table" onRetry={retry}>
      {(checks) => <TableRows name={summary} content={checksTable(checks)} />}
    </Loaded>
  );
}
