/** Whether the artifacts of a case agree on its axes and their values. */
import type { CaseArtifacts, SweepManifest } from "../schemas.ts";
import { compareSets, expectUnique, type ListSource } from "./agreement.ts";
import type { CheckDefinition } from "./check.ts";
import { pointerToken, surfacesOf, valueKey } from "./surfaces.ts";
import { clipped } from "./words.ts";

export const AXES: CheckDefinition = {
  id: "axes_agree",
  title: "The configured axes and the axes of every surface are the same",
  where: "manifest.json#/config/perturbation_axes",
  needs: "the names of its axes in two places",
  run(checked, tally) {
    compareSets(tally, "axes", axisNames(checked));
  },
};

function axisNames(artifacts: CaseArtifacts): ListSource[] {
  const { manifest, sweep_manifest, monte_carlo_stats } = artifacts;
  const sweptAxes = sweep_manifest?.axes;
  return [
    {
      where: "manifest.json#/config/perturbation_axes",
      items: manifest?.config?.perturbation_axes ?? undefined,
    },
    {
      where: "sweep_manifest.json#/axes",
      items: Array.isArray(sweptAxes) ? sweptAxes : namesOf(sweptAxes ?? undefined),
    },
    ...surfacesOf(artifacts).map(({ where, axes }) => ({
      where,
      items: axes.map(({ axis }) => axis),
    })),
    { where: "monte_carlo_stats.json#/axes", items: monte_carlo_stats?.axes ?? undefined },
  ];
}

function namesOf(axes: object | undefined): string[] | undefined {
  return axes === undefined ? undefined : Object.keys(axes);
}

export const AXIS_VALUES: CheckDefinition = {
  id: "axis_values_agree",
  title: "The sweep and the surfaces have the same values on each axis",
  where: "robustness_surface.json#/axes",
  needs: "the values of an axis in two places",
  run(checked, tally) {
    const places = new Map<string, ListSource[]>();
    const add = (axis: string, where: string, values: readonly unknown[]): void => {
      const sources = places.get(axis) ?? [];
      places.set(axis, sources);
      sources.push({ where, items: values.map(valueKey) });
    };
    for (const [axis, values] of sweptValues(checked.sweep_manifest)) {
      add(axis, `sweep_manifest.json#/axes/${pointerToken(axis)}`, values);
    }
    for (const { where, axes } of surfacesOf(checked)) {
      for (const [index, { axis, points }] of axes.entries()) {
        const values = points.map(({ value }) => value);
        add(axis, `${where}/${index}/points`, values);
      }
    }
    for (const [axis, sources] of places) compareSets(tally, `values of ${clipped(axis)}`, sources);
  },
};

/** The values that a sweep lists for each axis, where it lists any. */
export function sweptValues(sweep: SweepManifest | undefined): [string, readonly unknown[]][] {
  const axes = sweep?.axes;
  if (axes === undefined || Array.isArray(axes)) return [];
  return Object.entries(axes).flatMap(([axis, values]) =>
    values === undefined ? [] : [[axis, values]],
  );
}

export const SURFACE_POINTS_UNIQUE: CheckDefinition = {
  id: "surface_points_unique",
  title: "No surface has an axis twice, or a value of an axis twice",
  where: "robustness_surface.json#/axes",
  needs: "a surface",
  run(checked, tally) {
    for (const { where, axes } of surfacesOf(checked)) {
      expectUnique(
        tally,
        axes,
        ({ axis }) => axis,
        (_axis, index) => ({ where: `${where}/${index}/axis`, what: "axis" }),
      );
      for (const [index, { axis, points }] of axes.entries()) {
        expectUnique(
          tally,
          points,
          ({ value }) => valueKey(value),
          (_point, at) => ({
            where: `${where}/${index}/points/${at}/value`,
            what: `value of ${clipped(axis)}`,
          }),
        );
      }
    }
  },
};

export const POINTS_NAME_THEIR_AXIS: CheckDefinition = {
  id: "points_name_their_axis",
  title: "Every point names the axis that it stands under",
  where: "robustness_surface.json#/axes",
  needs: "points that name their axis",
  run(checked, tally) {
    for (const { where, axes } of surfacesOf(checked)) {
      for (const [index, { axis, points }] of axes.entries()) {
        for (const [at, point] of points.entries()) {
          const named = point.axis;
          if (typeof named !== "string") continue;
          tally.expect(named === axis, () => ({
            where: `${where}/${index}/points/${at}/axis`,
            what: `axis of a point of ${clipped(axis)}`,
            stated: clipped(named),
            computed: clipped(axis),
          }));
        }
      }
    }
  },
};
