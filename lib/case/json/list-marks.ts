import { isExactName, isExactNumber } from "./inexact-values.ts";
import type { NumberList } from "./number-lists.ts";
import { LIST_MARK, type Skeleton } from "./skeleton.ts";
import { required } from "../../required.ts";

/** A parsed skeleton. */
export interface MarkedJson {
  /** Holds the document, so that every mark is in an object or array. */
  readonly root: { readonly document: unknown };
  readonly lists: readonly NumberList[];
  readonly marks: readonly Mark[];
}

/** Where a mark is. */
interface Mark {
  readonly parent: object;
  readonly key: string | number;
  /** Index of the list that it stands for. */
  readonly list: number;
}

/**
 * Parses a skeleton. Undefined if the text that it was made from may be inexact: a name came twice, so that
 * `JSON.parse` dropped a member, or a number, name or text is inexact. The latter includes a text that looks like a
 * mark.
 *
 * @throws SyntaxError when the text is not JSON
 */
export function parseSkeleton({ text, lists, members }: Skeleton): MarkedJson | undefined {
  const root: MarkedJson["root"] = { document: JSON.parse(text) };
  const walk = new Walk();
  if (!walk.visitChild(root, "document", root.document)) return undefined;
  if (walk.members !== members || walk.marks.length !== lists.length) return undefined;
  return { root, lists, marks: walk.marks };
}

/** The document, with `contentFor` a list in the place of its mark. Changes the document. */
export function fillMarks(
  { root, lists, marks }: MarkedJson,
  contentFor: (list: NumberList, parent: object) => unknown,
): unknown {
  for (const { parent, key, list } of marks) {
    const content = contentFor(required(lists[list], "a mark names a list"), parent);
    Reflect.set(parent, key, content);
  }
  return root.document;
}

/** Finds marks, and whether everything else can be represented exactly. */
class Walk {
  readonly marks: Mark[] = [];
  members = 0;

  visitChild(parent: object, key: string | number, child: unknown): boolean {
    return this.visit(child) || this.visitMark(parent, key, child);
  }

  private visit(value: unknown): boolean {
    if (typeof value === "number") return isExactNumber(value);
    if (typeof value === "string") return value.isWellFormed();
    if (Array.isArray(value)) return this.visitItems(value);
    return typeof value !== "object" || value === null || this.visitMembers(value);
  }

  private visitItems(items: readonly unknown[]): boolean {
    for (let index = 0; index < items.length; index++) {
      if (!this.visitChild(items, index, items[index])) return false;
    }
    return true;
  }

  private visitMembers(object: object): boolean {
    const members = Object.entries(object);
    this.members += members.length;
    return members.every(
      ([name, member]) => isExactName(name) && this.visitChild(object, name, member),
    );
  }

  private visitMark(parent: object, key: string | number, text: unknown): boolean {
    if (typeof text !== "string" || !text.startsWith(LIST_MARK)) return false;
    this.marks.push({ parent, key, list: Number(text.slice(LIST_MARK.length)) });
    return true;
  }
}
