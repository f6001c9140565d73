interface MatrixFault {
  /** Row and column, as far as the fault can be placed. */
  readonly path: readonly number[];
  readonly expected: string;
  readonly received: unknown;
}

/** Not a number, so that no other schema takes a list of these for a list of numbers. */
const SOME_NUMBER = Symbol("a number");
const listsOfNumbers = new WeakSet<readonly unknown[]>();

/** Stands for any list of so many numbers, where only the shape of a matrix is checked. */
export function someNumbers(length: number): readonly unknown[] {
  const list = Array.from({ length }, () => SOME_NUMBER);
  listsOfNumbers.add(list);
  return list;
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
  if (listsOfNumbers.has(cells)) return undefined;
  const bad = cells.findIndex((cell) => typeof cell !== "number");
  return bad < 0 ? undefined : { path: [bad], expected: "a number", received: cells[bad] };
}
