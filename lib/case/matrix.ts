interface MatrixCheck {
  readonly width: number;
  readonly height: number;
  readonly values: unknown;
  readonly range: readonly [number, number] | undefined;
}

interface MatrixFault {
  /** Row and column below `values`, as far as the fault can be placed. */
  readonly path: readonly number[];
  readonly expected: string;
  readonly received: unknown;
}

/**
 * The first fault of a matrix, or undefined. A loop of our own: a schema library visits each of the
 * 100,000 numbers of an overlay bundle through several calls, and this is on the path of every request.
 */
export function matrixFaults({
  width,
  height,
  values,
  range,
}: MatrixCheck): MatrixFault | undefined {
  if (typeof values === "string") return undefined;
  if (!Array.isArray(values) || values.length !== height) {
    const expected = `${height} rows of ${width} numbers, as height and width say, or a placeholder string`;
    return { path: [], expected, received: values };
  }
  for (const [row, cells] of values.entries()) {
    const fault = rowFault(cells, width, range);
    if (fault !== undefined) return { ...fault, path: [row, ...fault.path] };
  }
  return undefined;
}

function rowFault(
  cells: unknown,
  width: number,
  range: MatrixCheck["range"],
): MatrixFault | undefined {
  if (!Array.isArray(cells) || cells.length !== width) {
    return { path: [], expected: `a row of ${width} numbers, as width says`, received: cells };
  }
  const bad = cells.findIndex((cell) => !isCell(cell, range));
  if (bad < 0) return undefined;
  const expected = range === undefined ? "a number" : `a number from ${range[0]} to ${range[1]}`;
  return { path: [bad], expected, received: cells[bad] };
}

function isCell(cell: unknown, range: MatrixCheck["range"]): boolean {
  if (typeof cell !== "number") return false;
  return range === undefined || (cell >= range[0] && cell <= range[1]);
}
