import type { Random } from "./random.ts";

export interface Mutated {
  /** The change and its place, precise enough to repeat it by hand. */
  readonly what: string;
  readonly pdf: Uint8Array;
}

type Mutation = (pdf: Uint8Array, random: Random) => Mutated;

const END = "%%EOF\n";

/** What can be done to the bytes of any report. Each differs from the report in at least one byte. */
export const MUTATIONS: readonly [Mutation, ...Mutation[]] = [
  flippedBit,
  flippedBit,
  flippedBit,
  flippedBits,
  insertedByte,
  deletedByte,
  overwrittenRun,
  cutOff,
  cutOffWithEnd,
  appendedBytes,
  appendedItself,
  incrementalUpdate,
  replacedAttachment,
  renamedInPlace,
  swappedInPlace,
  removedInPlace,
];

function flippedBit(pdf: Uint8Array, random: Random): Mutated {
  const [at, bit] = [random.below(pdf.length), random.below(8)];
  return { what: `bit ${bit} of byte ${at} flipped`, pdf: withBit(pdf, at, bit) };
}

function flippedBits(pdf: Uint8Array, random: Random): Mutated {
  const places = new Map(
    Array.from({ length: 2 + random.below(7) }, () => [random.below(pdf.length), random.below(8)]),
  );
  const flipped = [...places].reduce((bytes, [at, bit]) => withBit(bytes, at, bit), pdf);
  return { what: `bits flipped at ${[...places.keys()].join(", ")}`, pdf: flipped };
}

function withBit(pdf: Uint8Array, at: number, bit: number): Uint8Array {
  return pdf.with(at, (pdf[at] ?? 0) ^ (1 << bit));
}

function insertedByte(pdf: Uint8Array, random: Random): Mutated {
  const at = random.below(pdf.length);
  const inserted = joined(pdf.subarray(0, at), random.bytes(1), pdf.subarray(at));
  return { what: `a byte inserted at ${at}`, pdf: inserted };
}

function deletedByte(pdf: Uint8Array, random: Random): Mutated {
  const at = random.below(pdf.length);
  return {
    what: `byte ${at} deleted`,
    pdf: joined(pdf.subarray(0, at), pdf.subarray(at + 1)),
  };
}

function overwrittenRun(pdf: Uint8Array, random: Random): Mutated {
  const at = random.below(pdf.length - 64);
  const run = random.bytes(64).with(0, (pdf[at] ?? 0) ^ 0xff);
  return {
    what: `64 bytes overwritten at ${at}`,
    pdf: joined(pdf.subarray(0, at), run, pdf.subarray(at + 64)),
  };
}

function cutOff(pdf: Uint8Array, random: Random): Mutated {
  const length = random.below(pdf.length);
  return { what: `cut off after ${length} bytes`, pdf: pdf.slice(0, length) };
}

function cutOffWithEnd(pdf: Uint8Array, random: Random): Mutated {
  const length = random.below(pdf.length - END.length);
  const cut = joined(pdf.subarray(0, length), latin1(END));
  return { what: `cut off after ${length} bytes, with an end`, pdf: cut };
}

function appendedBytes(pdf: Uint8Array, random: Random): Mutated {
  const count = 1 + random.below(100);
  const appended = joined(pdf, random.bytes(count), latin1(`\n${END}`));
  return { what: `${count} bytes and an end appended`, pdf: appended };
}

function appendedItself(pdf: Uint8Array): Mutated {
  return { what: "appended to itself", pdf: joined(pdf, pdf) };
}

/** As a PDF editor saves: the document's information is another one. */
function incrementalUpdate(pdf: Uint8Array, random: Random): Mutated {
  const title = `edited ${random.below(1_000)}`;
  const object = Number(/\/Info (\d+) 0 R/.exec(textOf(pdf))?.[1]);
  return {
    what: `an incremental update that changes the title to "${title}"`,
    pdf: updated(pdf, object, `<</Title (${title}) /Creator (CLARITY report service)>>`),
  };
}

/** The attachment is another one, the old one is still in the file. */
function replacedAttachment(pdf: Uint8Array, random: Random): Mutated {
  const objects = [...textOf(pdf).matchAll(/^(\d+) 0 obj\n<<\n\/Type \/EmbeddedFile\n/gm)];
  const object = Number(objects[random.below(objects.length)]?.[1]);
  const content = `{"forged":${random.below(1_000)}}`;
  const stream = `<</Type /EmbeddedFile /Length ${content.length}>>\nstream\n${content}\nendstream`;
  return {
    what: `an incremental update that replaces the attachment in object ${object}`,
    pdf: updated(pdf, object, stream),
  };
}

/** Another name of the same length, so that every offset stays right. */
function renamedInPlace(pdf: Uint8Array, random: Random): Mutated {
  const { names, at } = nameTree(pdf);
  const name = names[random.below(names.length)]?.[1] ?? "";
  const other = `x${name.slice(1)}`;
  const place = at + textOf(pdf).slice(at).indexOf(`(${name})`) + 1;
  return { what: `the attachment ${name} renamed`, pdf: overwritten(pdf, place, other) };
}

/** The name of each of two attachments leads to the other one. */
function swappedInPlace(pdf: Uint8Array, random: Random): Mutated {
  const { names, at } = nameTree(pdf);
  const first = random.below(names.length - 1);
  const [[one = "", name = "", ref = ""] = [], [two = "", other = "", otherRef = ""] = []] =
    names.slice(first, first + 2);
  const swapped = `(${name}) ${otherRef} (${other}) ${ref}`;
  const place = at + textOf(pdf).slice(at).indexOf(`${one} ${two}`);
  return {
    what: `the attachments ${name} and ${other} swapped`,
    pdf: overwritten(pdf, place, swapped),
  };
}

function removedInPlace(pdf: Uint8Array, random: Random): Mutated {
  const { names, at } = nameTree(pdf);
  const [entry = "", name = ""] = names[random.below(names.length)] ?? [];
  const place = at + textOf(pdf).slice(at).indexOf(entry);
  return {
    what: `the attachment ${name} removed`,
    pdf: overwritten(pdf, place, " ".repeat(entry.length)),
  };
}

/** Where the names of the attachments begin, and each `(name) 1 0 R`. */
function nameTree(pdf: Uint8Array) {
  const text = textOf(pdf);
  const at = text.indexOf("/EmbeddedFiles <<");
  const end = text.indexOf("]", at);
  if (at < 0 || end < 0) throw new Error("expected a tree of attachments, found none");
  return { at, names: [...text.slice(at, end).matchAll(/\(([^)]+)\) (\d+ 0 R)/g)] };
}

/** A new version of one object, as ISO 32000-1, 7.5.6 appends it. */
function updated(pdf: Uint8Array, object: number, value: string): Uint8Array {
  const text = textOf(pdf);
  const previous = /startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1];
  const [, size, root] = /\/Size (\d+)[^>]*?\/Root (\d+ 0 R)/.exec(text) ?? [];
  const info = /\/Info (\d+ 0 R)/.exec(text)?.[1];
  const body = `${object} 0 obj\n${value}\nendobj\n`;
  const offset = String(pdf.length).padStart(10, "0");
  const table = `xref\n${object} 1\n${offset} 00000 n \n`;
  const trailer = `trailer\n<</Size ${size} /Root ${root} /Info ${info} /Prev ${previous}>>\n`;
  const start = `startxref\n${pdf.length + body.length}\n${END}`;
  return joined(pdf, latin1(body + table + trailer + start));
}

function overwritten(pdf: Uint8Array, at: number, text: string): Uint8Array {
  const copy = pdf.slice();
  copy.set(latin1(text), at);
  return copy;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

function latin1(text: string): Uint8Array {
  return Buffer.from(text, "latin1");
}

function textOf(pdf: Uint8Array): string {
  return Buffer.from(pdf).toString("latin1");
}
