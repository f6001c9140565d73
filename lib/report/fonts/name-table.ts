import { required } from "../../required.ts";

const COPYRIGHT = 0;
const FAMILY = 1;
const STYLE = 2;
const UNIQUE_ID = 3;
const FULL_NAME = 4;
const POSTSCRIPT_NAME = 6;
const LICENCE = 13;
const LICENCE_URL = 14;

/** What a font says of itself. */
export interface FontNames {
  readonly family: string;
  readonly style: string;
  readonly copyright: string;
  readonly licence: string;
  readonly licenceUrl: string;
}

/** The `name` table of a font. */
export function nameTable(names: FontNames): Buffer {
  const { family, style, copyright, licence, licenceUrl } = names;
  const postscript = `${family.replaceAll(" ", "")}-${style}`;
  const records: readonly (readonly [id: number, text: string])[] = [
    [COPYRIGHT, copyright],
    [FAMILY, family],
    [STYLE, style],
    [UNIQUE_ID, postscript],
    [FULL_NAME, `${family} ${style}`],
    [POSTSCRIPT_NAME, postscript],
    [LICENCE, licence],
    [LICENCE_URL, licenceUrl],
  ];
  const texts = records.map(([, text]) => Buffer.from(text, "utf16le").swap16());
  const table = Buffer.alloc(6 + 12 * records.length);
  table.writeUInt16BE(records.length, 2);
  table.writeUInt16BE(table.length, 4);
  let offset = 0;
  for (const [index, [id]] of records.entries()) {
    const length = required(texts[index], "every record has a text").length;
    // Windows, the basic plane of Unicode, American English.
    const numbers = [3, 1, 0x409, id, length, offset];
    for (const [place, number] of numbers.entries()) {
      table.writeUInt16BE(number, 6 + 12 * index + 2 * place);
    }
    offset += length;
  }
  return Buffer.concat([table, ...texts]);
}
