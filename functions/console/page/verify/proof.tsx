import { DOES_NOT_PROVE, PROVES } from "../../../../lib/service/verify/words.ts";

/** What it means when every step holds. */
export function Proof() {
  return (
    <section class="verify-proof">
      <div>
        <h2>If every step holds, this is proved</h2>
        <ul>
          {PROVES.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </div>
      <div>
        <h2>This is not proved</h2>
        <ul>
          {DOES_NOT_PROVE.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </div>
    </section>
  );
}
