/** Changes to what names a case, and to its surfaces. */
import { expect } from "vitest";
import { at } from "./consistent-case.ts";
import type { Mutation } from "./mutation.ts";

export const SURFACE_MUTATIONS: readonly Mutation[] = [
  [
    "another baseline id in the metrics",
    ({ metrics }) => {
      metrics.baseline_id = "other";
    },
    {
      baseline_ids_agree: [
        "manifest.json#/baseline_id and metrics.json#/baseline_id",
        "baseline",
        "other",
      ],
    },
  ],
  [
    "another model in the sweep",
    ({ sweep_manifest }) => {
      sweep_manifest.model_id = "other";
    },
    {
      model_ids_agree: [
        "manifest.json#/model_id and sweep_manifest.json#/model_id",
        "model",
        "other",
      ],
    },
  ],
  [
    "another rich mode in the configuration",
    ({ manifest }) => {
      manifest.config.rich_mode = false;
    },
    {
      rich_mode_agrees: [
        "manifest.json#/rich_mode and manifest.json#/config/rich_mode",
        "true",
        "false",
      ],
    },
  ],
  [
    "a seed that only the manifest lists",
    ({ manifest }) => {
      manifest.seeds.push(99);
    },
    {
      seeds_agree: ["manifest.json#/seeds and sweep_manifest.json#/seeds", "40, 41, 99", "40, 41"],
    },
  ],
  [
    "a configured axis without a surface",
    ({ manifest }) => {
      manifest.config.perturbation_axes.push("rotation");
    },
    {
      axes_agree: [
        "manifest.json#/config/perturbation_axes and sweep_manifest.json#/axes",
        "brightness, contrast, rotation",
        "brightness, contrast",
      ],
    },
  ],
  [
    "a point at another value",
    ({ robustness_surface }) => {
      at(at(robustness_surface.axes, 0).points, 0).value = "m0p3";
    },
    {
      axis_values_agree: [
        "sweep_manifest.json#/axes/brightness and robustness_surface.json#/axes/0/points",
        "-0.25, 0, 0.25",
        "-0.3, 0, 0.25",
      ],
    },
  ],
  [
    "a value twice on an axis, written in two ways",
    ({ robustness_surface }) => {
      at(at(robustness_surface.axes, 1).points, 2).value = "0p00";
    },
    {
      axis_values_agree: [expect.any(String), "-0.25, 0, 0.25", "-0.25, 0"],
      surface_points_unique: [
        "robustness_surface.json#/axes/1/points/2/value",
        "0",
        "stated before, as number 2 of the list",
      ],
    },
  ],
  [
    "a point of another axis",
    ({ robustness_surface }) => {
      at(at(robustness_surface.axes, 1).points, 1).axis = "brightness";
    },
    {
      points_name_their_axis: [
        "robustness_surface.json#/axes/1/points/1/axis",
        "brightness",
        "contrast",
      ],
    },
  ],
  [
    "another mean ESI of one axis",
    ({ robustness_surface }) => {
      at(robustness_surface.axes, 1).mean_esi = 0.99;
    },
    {
      surface_statistics: [
        "robustness_surface.json#/axes/1/mean_esi",
        "0.99",
        expect.stringMatching(/^0\.\d{1,14}$/),
      ],
    },
  ],
  [
    "another overall variance of drift",
    ({ robustness_surface }) => {
      robustness_surface.global_variance_drift = 0.99;
    },
    {
      surface_statistics: [
        "robustness_surface.json#/global_variance_drift",
        "0.99",
        expect.stringMatching(/^0\.\d{1,14}$/),
      ],
    },
  ],
  [
    "another mean CSI in the metrics",
    ({ metrics }) => {
      metrics.global_mean_csi = 0.12345678;
    },
    { confidence_statistics: ["metrics.json#/global_mean_csi", "0.12345678", expect.any(String)] },
  ],
  [
    "another mean entropy of an axis",
    ({ entropy_surface }) => {
      at(entropy_surface.entropy_surfaces, 0).overall_mean_entropy = 9.87;
    },
    {
      entropy_statistics: [
        "entropy_surface.json#/entropy_surfaces/0/overall_mean_entropy",
        "9.87",
        expect.any(String),
      ],
    },
  ],
  [
    "another baseline entropy for one axis",
    ({ entropy_surface }) => {
      at(entropy_surface.entropy_surfaces, 1).baseline_entropy = 2.25;
    },
    {
      baseline_entropies_agree: [
        "entropy_surface.json#/baseline_entropy and entropy_surface.json#/entropy_surfaces/1/baseline_entropy",
        "2.5",
        "2.25",
      ],
    },
  ],
  [
    "a CSI above 1",
    ({ confidence_surface }) => {
      at(at(confidence_surface.confidence_surfaces, 0).points, 1).csi = 1.5;
    },
    {
      confidence_statistics: [expect.any(String), expect.any(String), expect.any(String)],
      csi_in_range: [
        "confidence_surface.json#/confidence_surfaces/0/points/1/csi",
        "1.5",
        "0 to 1",
      ],
    },
  ],
  [
    "an EDM below 0",
    ({ entropy_surface }) => {
      at(at(entropy_surface.entropy_surfaces, 0).points, 1).edm = -0.5;
    },
    {
      entropy_statistics: [expect.any(String), expect.any(String), expect.any(String)],
      edm_not_negative: [
        "entropy_surface.json#/entropy_surfaces/0/points/1/edm",
        "-0.5",
        "0 or more",
      ],
    },
  ],
  [
    "a confidence variance below 0",
    ({ confidence_surface }) => {
      at(at(confidence_surface.confidence_surfaces, 1).points, 0).confidence_variance = -1e-9;
    },
    {
      variances_not_negative: [
        "confidence_surface.json#/confidence_surfaces/1/points/0/confidence_variance",
        "-1e-9",
        "0 or more",
      ],
    },
  ],
];
