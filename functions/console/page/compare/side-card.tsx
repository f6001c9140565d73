import type { ComponentChildren } from "preact";
import { excerpt } from "../../../../lib/report/model/excerpt.ts";
import { modelOf } from "../../../../lib/report/model/identity.ts";
import { fileOf } from "../../../../lib/case/schemas.ts";
import { hrefOf } from "../api/answers.ts";
import { KindBadge } from "../parts/badge.tsx";
import { Icon } from "../parts/icon.tsx";
import type { LoadedSide } from "./compared.ts";
import type { SideName } from "./sides.ts";

interface SideCardProps {
  readonly side: SideName;
  readonly loaded: LoadedSide;
  /** The address of the case's page. */
  readonly caseHref: (caseId: string) => string;
}

/** What is compared: which case, as it is now or as a report has it. */
export function SideCard({ side, loaded, caseHref }: SideCardProps) {
  const { compared, key, model, reportVersion, failed } = loaded;
  const { identity, artifacts } = model;
  const isReport = compared.kind === "report";
  return (
    <section class={`card cmp-card fig-${side}`} aria-labelledby={`letter-${side} side-${side}`}>
      <p class="overline">
        <span id={`letter-${side}`} class="cmp-letter">
          {side.toUpperCase()}
        </span>
        {isReport ? "Stored report" : "Case, as it is now"}
        {identity.synthetic === undefined ? null : <KindBadge synthetic={identity.synthetic} />}
      </p>
      <h2 id={`side-${side}`}>{excerpt(identity.name, 200)}</h2>
      <dl class="facts facts-tight">
        <Fact label="Case">
          {isReport ? (
            <span class="mono">{identity.id ?? "not stated"}</span>
          ) : (
            <a class="mono" href={caseHref(compared.caseId)}>
              {compared.caseId}
            </a>
          )}
        </Fact>
        {key === undefined ? null : (
          <Fact label="Key">
            {isReport ? (
              <a class="mono" href={hrefOf(key)} target="_blank" rel="noreferrer">
                {key}
              </a>
            ) : (
              <span class="mono">{key}</span>
            )}
          </Fact>
        )}
        {isReport ? <Fact label="Report version">{reportVersion}</Fact> : null}
        <Fact label="Evaluated">{model.evaluated.text ?? "not stated"}</Fact>
        <Fact label="Model">{excerpt(modelOf(artifacts) ?? "not stated", 120)}</Fact>
      </dl>
      {failed.map(({ name, problem }) => (
        <p key={name} class="note note-bad">
          <Icon name="warning" /> {fileOf(name)} cannot be read, so it is not compared:{" "}
          {problem.detail}
        </p>
      ))}
    </section>
  );
}

interface FactProps {
  readonly label: string;
  readonly children: ComponentChildren;
}

function Fact({ label, children }: FactProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
