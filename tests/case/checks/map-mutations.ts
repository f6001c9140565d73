/** Changes to the maps and regions of a case. */
import { expect } from "vitest";
import { at } from "./consistent-case.ts";
import type { Mutation } from "./mutation.ts";

export const MAP_MUTATIONS: readonly Mutation[] = [
  [
    "a heatmap value of 1.02",
    ({ overlay_bundle }) => {
      at(overlay_bundle.heatmap.values, 2)[3] = 1.02;
    },
    { heatmap_in_range: ["overlay_bundle.json#/heatmap/values/2/3", "1.02", "0 to 1"] },
  ],
  [
    "a width that the rows do not have",
    ({ overlay_bundle }) => {
      overlay_bundle.evidence_map.width = 13;
    },
    { matrix_sizes: ["overlay_bundle.json#/evidence_map/width", "13", "12"] },
  ],
  [
    "a heatmap with a row less",
    ({ overlay_bundle }) => {
      overlay_bundle.heatmap.values.pop();
      overlay_bundle.heatmap.height = 8;
    },
    {
      map_sizes_agree: [
        "overlay_bundle.json#/evidence_map and overlay_bundle.json#/heatmap",
        "12 × 9",
        "12 × 8",
      ],
    },
  ],
  [
    "a region moved outside the image",
    ({ overlay_bundle }) => {
      const region = at(overlay_bundle.regions, 0);
      Object.assign(region, { x_min: 22, x_max: 30 });
      Reflect.deleteProperty(region, "mean_evidence");
    },
    {
      regions_inside_image: [
        "overlay_bundle.json#/regions/0",
        "x 22 to 30, y 4 to 12",
        "an image of 24 × 18 pixels",
      ],
    },
  ],
  [
    "corners that change places",
    ({ overlay_bundle }) => {
      Object.assign(at(overlay_bundle.regions, 0), { y_min: 12, y_max: 4 });
    },
    {
      region_corners_in_order: [
        "overlay_bundle.json#/regions/0",
        "x 2 to 10, y 12 to 4",
        "x_min at most x_max, y_min at most y_max",
      ],
    },
  ],
  [
    "areas as shares beside coordinates in pixels",
    ({ overlay_bundle }) => {
      at(overlay_bundle.regions, 0).area = 0.14814815;
      at(overlay_bundle.regions, 1).area = 0.11111111;
    },
    {
      region_units_agree: [
        "overlay_bundle.json#/regions/0",
        "area 0.14814815, read as shares of the image",
        "x 2 to 10, y 4 to 12, read as pixels",
      ],
    },
  ],
  [
    "an area that the box cannot hold",
    ({ overlay_bundle }) => {
      at(overlay_bundle.regions, 0).area = 65;
    },
    { region_areas: ["overlay_bundle.json#/regions/0/area", "65", "0 to 64, the area of its box"] },
  ],
  [
    "another mean evidence",
    ({ overlay_bundle }) => {
      at(overlay_bundle.regions, 0).mean_evidence = 0.77777777;
    },
    {
      region_mean_evidence: [
        "overlay_bundle.json#/regions/0/mean_evidence",
        "0.77777777",
        expect.any(String),
      ],
    },
  ],
  [
    "two regions of one id",
    ({ overlay_bundle }) => {
      at(overlay_bundle.regions, 1).region_id = "whole";
    },
    {
      regions_unique: [
        "overlay_bundle.json#/regions/1/region_id",
        "whole",
        "stated before, as number 1 of the list",
      ],
    },
  ],
];
