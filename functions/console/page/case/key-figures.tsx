import type { KeyFigure } from "../../../../lib/report/model/key-figures.ts";

interface KeyFiguresProps {
  readonly figures: readonly KeyFigure[];
  /** Whether all artifacts could be read: only then is it known what the case does not state. */
  readonly complete: boolean;
}

/** The figures at a glance: those of the report's cover, in its words. */
export function KeyFigures({ figures, complete }: KeyFiguresProps) {
  if (figures.length === 0 && !complete) return null;
  return (
    <section aria-labelledby="figures-heading">
      <h2 id="figures-heading" class="hidden">
        Key figures
      </h2>
      {figures.length === 0 ? (
        <p class="note">The case states none of these figures.</p>
      ) : (
        <dl class="tiles">
          {figures.map(({ label, value, hint }) => (
            <div class="tile" key={label}>
              <dt>{label}</dt>
              <dd>
                <strong>{value}</strong>
                <span>{hint}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
