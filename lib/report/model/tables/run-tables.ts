/** The runs of a sweep: values that all runs share are listed once, the others are in tables. */
import { excerpt, listed } from "../excerpt.ts";
import { inProse } from "../numbers.ts";
import type { RunModel } from "../runs.ts";
import { type ColumnOf, numberColumn, type TableContent, tableOf } from "./content.ts";

/** With more axes than this in a run, a column for each would not fit. */
const MOST_AXIS_COLUMNS = 4;

const NUMBER: ColumnOf<RunModel> = {
  head: "Run",
  align: "right",
  cell: ({ number }) => String(number),
};

const FIGURES: readonly ColumnOf<RunModel>[] = [
  { head: "Seed", align: "right", cell: ({ seed }) => seed },
  numberColumn("Confidence", ({ confidence }) => confidence),
  numberColumn("Entropy", ({ entropy }) => entropy),
  numberColumn("Mean log-probability", ({ meanLogprob }) => meanLogprob),
  numberColumn("Tokens", ({ tokens }) => tokens),
];

/** Setting, seed and figures of each run; `shown` are the rows. */
export function runTable(shown: readonly RunModel[]): TableContent {
  return {
    caption: "Runs of the sweep, in the order of the case.",
    ...tableOf(shown, [NUMBER, ...settingColumns(shown), ...FIGURES]),
  };
}

function settingColumns(runs: readonly RunModel[]): ColumnOf<RunModel>[] {
  if (runs.every(({ settings }) => settings.length <= 1)) {
    return [
      { head: "Axis", align: "left", cell: ({ settings: [first] }) => shortName(first?.axis) },
      { head: "Value", align: "decimal", cell: ({ settings: [first] }) => first?.value.label },
    ];
  }
  const names = new Set(runs.flatMap(({ settings }) => settings.map(({ axis }) => axis)));
  if (names.size > MOST_AXIS_COLUMNS)
    return [{ head: "Setting", align: "left", cell: allSettings }];
  return [...names].map((name) => ({
    head: excerpt(name, 40),
    align: "decimal",
    cell: ({ settings }) => settings.find(({ axis }) => axis === name)?.value.label,
  }));
}

function shortName(axis: string | undefined): string | undefined {
  return axis === undefined ? undefined : excerpt(axis, 60);
}

function allSettings({ settings }: RunModel): string {
  return listed(settings, ({ axis, value }) => `${axis} = ${inProse(value.label)}`);
}

interface Text {
  readonly head: string;
  readonly of: (run: RunModel) => string | undefined;
  readonly hash: boolean;
}

const TEXTS: readonly Text[] = [
  { head: "Model", of: ({ model }) => model, hash: false },
  { head: "Hash of the run", of: ({ hash }) => hash, hash: true },
  { head: "Hash of its summary", of: ({ summaryHash }) => summaryHash, hash: true },
  { head: "Beginning of the answer", of: ({ preview }) => preview, hash: false },
];

/** The values that all runs share, as label and text. */
export function commonTexts(runs: readonly RunModel[]): { label: string; value: string }[] {
  return TEXTS.flatMap(({ head, of }) => {
    const common = commonOf(runs, of);
    return common === undefined ? [] : [{ label: head, value: excerpt(common) }];
  });
}

function commonOf(runs: readonly RunModel[], of: Text["of"]): string | undefined {
  const [first] = runs;
  const text = first === undefined ? undefined : of(first);
  return runs.length > 1 && runs.every((run) => of(run) === text) ? text : undefined;
}

/** Hashes and texts that differ between runs. `runs` are all runs, `shown` those that have a row. */
export function runTextTable(
  runs: readonly RunModel[],
  shown: readonly RunModel[],
): TableContent & { readonly hashes: readonly boolean[] } {
  const texts = TEXTS.filter(
    ({ of }) => commonOf(runs, of) === undefined && shown.some((run) => of(run) !== undefined),
  );
  const columns = texts.map(({ head, of }): ColumnOf<RunModel> => {
    return { head, align: "left", cell: (run) => textIn(of(run)) };
  });
  return {
    caption: "Hashes and texts of the runs.",
    ...tableOf(shown, [NUMBER, ...columns]),
    hashes: [false, ...texts.map(({ hash }) => hash)],
  };
}

function textIn(text: string | undefined): string | undefined {
  return text === undefined ? undefined : excerpt(text);
}
