/** The script of the web worker that verifies a report. The worker has a policy of its own, which forbids every request. */
import {
  verifyInBrowser,
  type VerifyCall,
} from "../../../../lib/service/verify/browser-verifier.ts";

// pdf.js adds a listener of its own to the worker, and ignores these messages, as the page ignores those of pdf.js.
addEventListener("message", ({ data }: MessageEvent<VerifyCall>) => {
  if ("pdf" in data) void verifyInBrowser(data, postMessage);
});
postMessage({ name: "ready" });
