import type { Verification } from "../../../../lib/http/answers.ts";
import { ChecksumsBadge } from "./checksums-badge.tsx";
import { checksumsOf } from "./checksums.ts";
import { Loaded } from "../parts/loaded.tsx";
import type { Loading } from "../state/loading.ts";
import { checksumsInWords, fileInWords } from "./checksum-words.ts";

interface ChecksumsCardProps {
  readonly loading: Loading<Verification>;
  readonly onRetry: () => void;
}

/** Whether the case's files have their checksums, each of them. */
export function ChecksumsCard({ loading, onRetry }: ChecksumsCardProps) {
  return (
    <section class="card" aria-labelledby="checksums-heading">
      <h2 id="checksums-heading">Checksums</h2>
      <Loaded loading={loading} what="The checksums" room="table" onRetry={onRetry}>
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
      {files.length === 0 ? null : (
        <dl class="facts facts-tight facts-files">
          {files.map(([file, checked]) => (
            <div key={file}>
              <dt class="mono">{file}</dt>
              <dd>{fileInWords(checked)}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
