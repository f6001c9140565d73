import type { UnreadableCase } from "../../../../lib/http/answers.ts";
import { Icon } from "../parts/icon.tsx";

interface UnreadableNoticeProps {
  readonly problem: UnreadableCase["problem"];
}

/** Why the service cannot read the case, where no artifact by itself says so. */
export function UnreadableNotice({ problem: { detail } }: UnreadableNoticeProps) {
  return (
    <div class="problem" role="alert">
      <p class="problem-title">
        <Icon name="warning" />
        <strong>This case cannot be read</strong>
      </p>
      <p>{detail}</p>
    </div>
  );
}
