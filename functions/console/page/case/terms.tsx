import { DEFINITIONS, GLOSSARY_WORDS } from "../../../../lib/report/model/definitions.ts";

/** The report's glossary. */
export function Terms() {
  return (
    <>
      <p class="note">{GLOSSARY_WORDS}</p>
      <dl class="facts">
        {DEFINITIONS.map(({ term, meaning }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
