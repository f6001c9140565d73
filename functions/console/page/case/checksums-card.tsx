import type { Verification } from "../../../../lib/http/answers.ts";
import { ChecksumsBadge } from "../list/checksums-badge.tsx";
import { checksumsOf } from "../list/verifier.ts";
import { Loaded } from "../parts/loaded.tsx";
import { checksumsInWords, fileInWords } from "./checksum-words.ts";
import type { CasePart } from "./use-case.ts";

/** Whether the case's files have their checksums, each of them. */
export function ChecksumsCard({ part }: { readonly part: CasePart<Verification> }) {
  return (
    <section class="card" aria-labelledby="checksums-heading">
      <h2 id="checksums-heading">Checksums</h2>
      <Loaded loading={part.loading} what="The checksums" room="table" onRetry={part.retry}>
        {(verification) => <Files verification={verification} />}
      </Loaded>
    </section>
  );
}

function Files({ verification }: { readonly verification: Verification }) {
  const checksums = checksumsOf(verification);
  const files = Object.entries(verification.files).toSorted(([one], [other]) =>
    one < other ? -1 : 1,
  );
  return (
    <>
      <p>
        <ChecksumsBadge checksums={checksums} />
      </p>
      <p class="note">{checksumsInWords(checksums)}</p>
      <dl class="facts facts-tight facts-files">
        {files.map(([file, checked]) => (
          <div key={file}>
            <dt class="mono">{file}</dt>
            <dd>{fileInWords(checked)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
