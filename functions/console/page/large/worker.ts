/** A worker of the page: it reads the large artifacts of one case, and does all that takes long with them. */
import type { Answered, Asked, Questions } from "./messages.ts";
import { createReplies } from "./replies.ts";

const replies = createReplies();

addEventListener("message", ({ data, ports: [port] }: MessageEvent<Asked>) => {
  if (port !== undefined) reply(data.name, data.question, port);
});

function reply<N extends keyof Questions>(name: N, question: Questions[N], port: MessagePort) {
  try {
    const { answer, transfer } = replies[name](question);
    port.postMessage({ answer } satisfies Answered<N>, transfer);
  } catch (thrown) {
    const fault = thrown instanceof Error ? thrown.message : String(thrown);
    port.postMessage({ fault } satisfies Answered<N>);
  }
}
