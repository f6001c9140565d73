import "./figures.css";

export { EvidenceFigure } from "./evidence-figure.tsx";
export { MonteCarlo } from "./monte-carlo.tsx";
export { ProbeGrid } from "./probe-grid.tsx";
export { RobustnessChart } from "./robustness-chart.tsx";
export { DataTable } from "./data-table.tsx";
