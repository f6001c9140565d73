interface MatrixFault {
  /** Row and column, as far as the fault can be placed. */
  readonly path: readonly number[];
  readonly expected: string;
  readonly received: unknown;
}

/**
 * The first fault of a matrix, or undefined. This is a plain loop, because a schema library needs several calls for
 * each of the 100,000 numbers of an overlay bundle, and every request runs it.
 */
export function matrixFault(values: unknown): MatrixFault | undefined {
  if (typeof values === "string") return undefined;
  if (!Array.isArray(values)) {
    return { path: [], expected: "rows of numbers or a placeholder string", received: values };
  }
  const first: unknown = values[0];
  const width = Array.isArray(first) ? first.length : undefined;
  for (const [row, cells] of values.entries()) {
    const fault = rowFault(cells, width);
    if (fault !== undefined) return { ...fault, path: [row, ...fault.path] };
  }
  return undefined;
}

function rowFault(cells: unknown, width: number | undefined): MatrixFault | undefined {
  if (width === undefined || !Array.isArray(cells)) {
    return { path: [], expected: "a row of numbers", received: cells };
  }
  if (cells.length !== width) {
    return { path: [], expected: `a row of ${width} numbers, as the first row`, received: cells };
  }
  const bad = cells.findIndex((cell) => typeof cell !== "number");
  return bad < 0 ? undefined : { path: [bad], expected: "a number", received: cells[bad] };
}
