import { useEffect } from "preact/hooks";
import { BackLink } from "../parts/back-link.tsx";
import { useView } from "../state/use-view.ts";
import type { ViewProps } from "../state/view-props.ts";
import { FileChooser } from "./file-chooser.tsx";
import { FontsBox } from "./fonts-box.tsx";
import { Proof } from "./proof.tsx";
import { useFonts } from "./use-fonts.ts";
import { useVerifier } from "./use-verifier.ts";
import { VerifierOutput } from "./verifier-output.tsx";
import "./verify.css";

interface VerifyPageProps extends ViewProps {
  /** The file that was last dropped on the page. */
  readonly dropped: File | undefined;
}

/** Verifies a PDF in this browser: `clarity verify` does the same. */
export function VerifyPage({ page, home, onBack, dropped }: VerifyPageProps) {
  const heading = useView({ title: "Verify a report", onBack });
  const [verifier, state] = useVerifier(page.clock);
  const [fonts, loadFonts] = useFonts();
  const loaded = fonts.name === "loaded" ? fonts.fonts : undefined;
  useEffect(() => {
    if (dropped !== undefined) void verifier.verify(dropped, loaded);
  }, [dropped]);
  const onFonts = async (): Promise<void> => {
    const now = await loadFonts();
    if (now !== undefined && state.name === "result") void verifier.verify(state.file, now);
  };
  return (
    <div class="verify">
      <BackLink home={home} />
      <h1 ref={heading} tabIndex={-1}>
        Verify a report
      </h1>
      <p class="lead">
        Is a PDF, byte for byte, the report of the files that are attached to it? This page reads
        the PDF, renders the attached files again and compares the bytes, as the command{" "}
        <code>clarity verify</code> does. The PDF does not leave this browser: nothing is sent.
      </p>
      <FileChooser state={state} onFile={(file) => void verifier.verify(file, loaded)} />
      <VerifierOutput
        page={page}
        state={state}
        onCancel={() => verifier.cancel()}
        onReload={() => verifier.load()}
      />
      <FontsBox
        state={fonts}
        isNeeded={state.name === "result" && state.needsFonts}
        onLoad={() => void onFonts()}
      />
      <Proof />
    </div>
  );
}
