/** The tables of a TrueType font by tag: https://learn.microsoft.com/typography/opentype/spec/otff */
export type Tables = ReadonlyMap<string, Buffer>;

const HEADER_BYTES = 12;
const RECORD_BYTES = 16;
const TRUETYPE = 0x00010000;
/** Where `head` has the number that makes the sum of the whole file this constant. */
const ADJUSTMENT_OFFSET = 8;
const WHOLE_SUM = 0xb1b0afba;

export function readTables(font: Uint8Array): Tables {
  const bytes = Buffer.from(font.buffer, font.byteOffset, font.byteLength);
  const tables = new Map<string, Buffer>();
  for (let index = 0; index < bytes.readUInt16BE(4); index += 1) {
    const record = HEADER_BYTES + index * RECORD_BYTES;
    const offset = bytes.readUInt32BE(record + 8);
    const length = bytes.readUInt32BE(record + 12);
    tables.set(
      bytes.toString("latin1", record, record + 4),
      bytes.subarray(offset, offset + length),
    );
  }
  return tables;
}

/** @throws TypeError when the font has no such table */
export function tableOf(tables: Tables, tag: string): Buffer {
  const table = tables.get(tag);
  if (table === undefined) throw new TypeError(`the font has no table ${tag}`);
  return table;
}

export function writeTables(tables: Tables): Buffer {
  const tags = [...tables.keys()].toSorted();
  const directory = Buffer.alloc(HEADER_BYTES + tags.length * RECORD_BYTES);
  writeHeader(directory, tags.length);
  const bodies: Buffer[] = [];
  let offset = directory.length;
  for (const [index, tag] of tags.entries()) {
    const table = tableOf(tables, tag);
    const body = padded(table);
    if (tag === "head") body.writeUInt32BE(0, ADJUSTMENT_OFFSET);
    const record = HEADER_BYTES + index * RECORD_BYTES;
    directory.write(tag, record, "latin1");
    directory.writeUInt32BE(checksum(body), record + 4);
    directory.writeUInt32BE(offset, record + 8);
    directory.writeUInt32BE(table.length, record + 12);
    bodies.push(body);
    offset += body.length;
  }
  const sum = checksum(Buffer.concat([directory, ...bodies]));
  bodies[tags.indexOf("head")]?.writeUInt32BE((WHOLE_SUM - sum) >>> 0, ADJUSTMENT_OFFSET);
  return Buffer.concat([directory, ...bodies]);
}

function writeHeader(directory: Buffer, count: number): void {
  const selector = 31 - Math.clz32(count);
  const range = RECORD_BYTES << selector;
  directory.writeUInt32BE(TRUETYPE, 0);
  directory.writeUInt16BE(count, 4);
  directory.writeUInt16BE(range, 6);
  directory.writeUInt16BE(selector, 8);
  directory.writeUInt16BE(count * RECORD_BYTES - range, 10);
}

/** A copy of a table as it lies in the file: its length is a multiple of four. */
function padded(table: Buffer): Buffer {
  return Buffer.concat([table, Buffer.alloc(-table.length & 3)]);
}

function checksum(table: Buffer): number {
  let sum = 0;
  for (let offset = 0; offset < table.length; offset += 4) {
    sum = (sum + table.readUInt32BE(offset)) >>> 0;
  }
  return sum;
}
