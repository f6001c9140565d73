import "./figures.css";

export { RobustnessChart } from "./robustness-chart.tsx";
export { DataTable } from "./data-table.tsx";
