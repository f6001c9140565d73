import type { KeyFigure } from "../../../../lib/report/model/key-figures.ts";

/** The figures at a glance: those of the report's cover, in its words. */
export function KeyFigures({ figures }: { readonly figures: readonly KeyFigure[] }) {
  return (
    <section aria-labelledby="figures-heading">
      <h2 id="figures-heading" class="hidden">
        Key figures
      </h2>
      {figures.length === 0 ? (
        <p class="note">The case states none of the figures that stand here.</p>
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
