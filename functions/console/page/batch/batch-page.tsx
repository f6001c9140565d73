import { BackLink } from "../parts/back-link.tsx";
import { formatAddress } from "../state/address.ts";
import { useView } from "../state/use-view.ts";
import type { ViewProps } from "../state/view-props.ts";
import { AllBatches } from "./all-batches.tsx";
import "./batch.css";
import { OneBatch } from "./one-batch.tsx";

/** One batch of reports, or all that this browser knows. */
export function BatchPage({
  page,
  address,
  home,
  onBack,
  id,
}: ViewProps & { readonly id: string | undefined }) {
  const title = id === undefined ? "Batches" : "Batch of reports";
  const heading = useView({ title, onBack });
  return (
    <>
      <BackLink home={home} />
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <p class="lead">
        A batch gets or renders the reports of many cases. This browser remembers it.{" "}
        {id === undefined ? null : (
          <a href={formatAddress({ ...address, view: { name: "batch" } })}>All batches</a>
        )}
      </p>
      {id === undefined ? (
        <AllBatches page={page} address={address} />
      ) : (
        <OneBatch page={page} address={address} id={id} />
      )}
    </>
  );
}
