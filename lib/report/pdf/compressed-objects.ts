/* oxlint-disable no-underscore-dangle -- pdfkit has no public access to these parts of the document */
import { strToU8 } from "fflate";
import { compress } from "./compress.ts";
import type { PdfDocument } from "./pdf-document.ts";
import { required } from "../../required.ts";

/** How many objects share a stream: readers unpack a stream as a whole to get at one of them. */
const OBJECTS_PER_STREAM = 1000;

/** Stands for a compressed object in what pdfkit writes, which takes all but plain objects as they print. */
export class ObjectReference {
  readonly [Symbol.toStringTag] = "ObjectReference";
  readonly id: number;

  constructor(id: number) {
    this.id = id;
  }

  toString(): string {
    return `${this.id} 0 R`;
  }
}

interface Place {
  readonly stream: number;
  readonly index: number;
}

/**
 * Objects that pdfkit does not know, many in one compressed stream. This way a structure element for a table cell
 * takes about ten bytes, and as a separate object ninety. pdfkit writes neither object streams nor the cross-reference
 * stream that locates their objects, so this class writes both.
 */
export class CompressedObjects {
  readonly #doc: PdfDocument;
  readonly #bodies = new Map<number, string>();
  readonly #places = new Map<number, Place>();

  constructor(doc: PdfDocument) {
    this.#doc = doc;
    doc._finalize = () => this.#writeEnd();
  }

  /** The number of an object whose body is given later. */
  reserve(): ObjectReference {
    const { _offsets: offsets } = this.#doc;
    offsets.push(null);
    return new ObjectReference(offsets.length);
  }

  /** @param body the object as PDF writes it, in Latin-1 */
  set({ id }: ObjectReference, body: string): void {
    this.#bodies.set(id, body);
  }

  add(body: string): ObjectReference {
    const reference = this.reserve();
    this.set(reference, body);
    return reference;
  }

  /** Writes the streams; nothing can be added after it. */
  write(): void {
    const all = [...this.#bodies];
    for (let start = 0; start < all.length; start += OBJECTS_PER_STREAM) {
      this.#writeStream(all.slice(start, start + OBJECTS_PER_STREAM));
    }
  }

  #writeStream(objects: readonly (readonly [id: number, body: string])[]): void {
    let offset = 0;
    const numbers = objects.map(([id, body]) => {
      const pair = `${id} ${offset}`;
      offset += body.length + 1;
      return pair;
    });
    const head = `${numbers.join(" ")}\n`;
    const text = head + objects.map(([, body]) => body).join("\n");
    const { dictionary, compressed } = compress(strToU8(text, true));
    const stream = this.#doc.ref({
      ...dictionary,
      Type: "ObjStm",
      N: objects.length,
      First: head.length,
    });
    for (const [index, [id]] of objects.entries()) {
      this.#places.set(id, { stream: stream.id, index });
    }
    stream.end(compressed);
  }

  /** The file's end, in place of pdfkit's: a cross-reference stream, and where it starts. */
  #writeEnd(): void {
    const doc = this.#doc;
    const start = doc._offset;
    const table = doc.ref({
      Type: "XRef",
      Size: doc._offsets.length + 2,
      W: [1, 4, 2],
      Root: doc._root,
      Info: doc._info,
      ID: [doc._id, doc._id],
    });
    doc._offsets[table.id - 1] = start;
    table.end(this.#crossReferences());
    doc._write("startxref");
    doc._write(String(start));
    doc._write("%%EOF");
    doc.push(null);
  }

  #crossReferences(): Uint8Array {
    const { _offsets: offsets } = this.#doc;
    const entry = 7;
    const bytes = new Uint8Array(entry * (offsets.length + 1));
    const view = new DataView(bytes.buffer);
    view.setUint16(5, 0xffff);
    for (const [index, offset] of offsets.entries()) {
      const at = entry * (index + 1);
      const place = this.#places.get(index + 1);
      view.setUint8(at, place === undefined ? 1 : 2);
      view.setUint32(
        at + 1,
        place === undefined
          ? required(offset, "every object has a place in a stream or an offset in the file")
          : place.stream,
      );
      view.setUint16(at + 5, place === undefined ? 0 : place.index);
    }
    return bytes;
  }
}
