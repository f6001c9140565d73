import type { Method, OpenApiDocument, Operation } from "../specification.ts";

const METHODS: readonly Method[] = ["get", "post"];

/** A route of the description. */
export interface Route {
  readonly path: string;
  readonly method: Method;
  readonly operation: Operation;
}

export function routesOf(paths: OpenApiDocument["paths"]): Route[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation === undefined ? [] : [{ path, method, operation }];
    }),
  );
}

export function titleOf({ method, path }: Route): string {
  return `${method.toUpperCase()} ${path}`;
}
