import { checksOf } from "../../../../lib/case/checks/index.ts";
import type { CaseArtifacts } from "../../../../lib/case/schemas.ts";
import { readEvidence } from "../../../../lib/report/model/evidence.ts";
import { READ_ARTIFACTS } from "../api/answers.ts";
import { parsedJson } from "../api/request.ts";
import type { Answers, AskedCase, Questions } from "./messages.ts";
import { buffersOf, drawable, withoutNumbers } from "./packed.ts";

/** An answer, and the memory that goes with it. */
interface Reply<N extends keyof Questions> {
  readonly answer: Answers[N];
  readonly transfer: ArrayBuffer[];
}

export type Replies = {
  readonly [N in keyof Questions]: (question: Questions[N]) => Reply<N>;
};

/** What the worker of a case does. It keeps the artifacts that it has read, with all their numbers. */
export function createReplies(): Replies {
  let kept: Pick<CaseArtifacts, "overlay_bundle" | "metrics"> = {};

  const whole = ({ artifacts, large }: AskedCase): CaseArtifacts => ({
    ...artifacts,
    ...(large.includes("metrics") ? { metrics: kept.metrics } : {}),
    ...(large.includes("overlay_bundle") ? { overlay_bundle: kept.overlay_bundle } : {}),
  });

  return {
    read: ({ artifact, bytes }) => {
      const answered = READ_ARTIFACTS[artifact](parsedJson(new TextDecoder().decode(bytes)));
      kept = { ...kept, [artifact]: answered.data };
      const data = withoutNumbers({ [artifact]: answered.data })[artifact];
      return { answer: { ...answered, data }, transfer: [] };
    },
    evidence: (question) => {
      const { manifest, metrics, overlay_bundle: overlay } = whole(question);
      const answer = drawable(readEvidence({ manifest, metrics, overlay }));
      return { answer, transfer: buffersOf(answer) };
    },
    checks: (question) => {
      return { answer: checksOf(whole(question), question.record), transfer: [] };
    },
  };
}
