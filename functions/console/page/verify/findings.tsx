import { useEffect, useRef } from "preact/hooks";
import { REPORT_VERSION } from "../../../../lib/report/version.ts";
import type { Step, Verification } from "../../../../lib/service/verify/verification.ts";
import { conclusionOf } from "../../../../lib/service/verify/words.ts";
import { CopyButton } from "../parts/copy-button.tsx";
import { Icon } from "../parts/icon.tsx";
import type { Page } from "../state/page.ts";
import { Steps } from "./steps.tsx";
import type { ReportFile } from "./verifier.ts";

/** The version of the software, set by the build. */
declare const BUILD_VERSION: string;

interface FindingsProps {
  readonly page: Page;
  readonly file: ReportFile;
  readonly verification: Verification;
}

/** The result in one sentence, then each step. */
export function Findings({ page, file, verification }: FindingsProps) {
  const { steps, key, content } = verification;
  const holds = steps.every(({ outcome }) => outcome === "holds");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [verification]);
  return (
    <section class={`card verify-findings ${holds ? "verify-good" : "verify-bad"}`}>
      <h2 ref={heading} tabIndex={-1} aria-describedby="verify-conclusion">
        {file.name}
      </h2>
      <output class="verify-conclusion" id="verify-conclusion">
        <Icon name={holds ? "check" : "warning"} />
        <strong>{conclusionOf(steps, content?.report)}</strong>
      </output>
      <Steps steps={steps} />
      {isOnlyBytes(steps) ? (
        <p>
          Only “bytes” does not hold: the file was changed after it was rendered, or another release
          with the same report version made it. Then verify it with that release.
        </p>
      ) : null}
      <dl class="facts">
        {key === undefined ? null : (
          <div class="cache-key">
            <dt>Key</dt>
            <dd>
              <code>{key}</code>
              <CopyButton text={key} what="the key" copy={page.copy} />
            </dd>
          </div>
        )}
        <div>
          <dt>Report version</dt>
          <dd>
            {content === undefined ? "unknown" : content.report}; verified with {REPORT_VERSION},
            CLARITY {BUILD_VERSION}
          </dd>
        </div>
      </dl>
    </section>
  );
}

function isOnlyBytes(steps: readonly Step[]): boolean {
  const others = steps.filter(({ outcome }) => outcome !== "holds");
  return (
    others.length === 1 && others[0]?.step === "bytes" && others[0].outcome === "does_not_hold"
  );
}
