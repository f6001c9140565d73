import { constants, deflateRawSync } from "node:zlib";

const MIB = 1024 * 1024;
const ZLIB_HEADER = Buffer.from([0x78, 0x9c]);
const END_OF_STREAM = Buffer.from([0x03, 0x00]);

/** A small, valid PDF with the creator of a report, and one attachment that decompresses to so many MiB of zeros. */
export function bomb(mebibytes: number): Uint8Array {
  const block = deflateRawSync(Buffer.alloc(MIB, "0"), { finishFlush: constants.Z_FULL_FLUSH });
  const blocks = Array.from({ length: mebibytes }, () => block);
  return pdfWithAttachment(Buffer.concat([ZLIB_HEADER, ...blocks, END_OF_STREAM]));
}

/** A PDF of so many bytes that has nothing but objects: no table says where they are, so they are searched for. */
export function endlessObjects(bytes: number): Uint8Array {
  const head = Buffer.from("%PDF-1.7\n");
  const objects = Buffer.alloc(bytes, "1 0 obj<</Type/Catalog>>endobj\n");
  return Buffer.concat([head, objects, Buffer.from("%%EOF\n")]);
}

function pdfWithAttachment(stream: Uint8Array): Uint8Array {
  const dictionary = `<</Type/EmbeddedFile/Filter/FlateDecode/Length ${stream.length}>>stream\n`;
  const objects = [
    "<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(key.json) 4 0 R]>>>>>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    "<</Type/Filespec/F(key.json)/UF(key.json)/EF<</F 5 0 R>>>>",
    Buffer.concat([Buffer.from(dictionary), stream, Buffer.from("\nendstream")]),
    "<</Creator(CLARITY report service)>>",
  ];
  let file: Buffer = Buffer.from("%PDF-1.7\n");
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    const parts = [`${index + 1} 0 obj\n`, object, "\nendobj\n"];
    file = Buffer.concat([file, ...parts.map((part) => Buffer.from(part))]);
    return `${String(offset).padStart(10, "0")} 00000 n \n`;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join("")}`;
  const trailer = `trailer\n<</Size ${size}/Root 1 0 R/Info 6 0 R>>\n`;
  const end = Buffer.from(`${table}${trailer}startxref\n${file.length}\n%%EOF\n`);
  return Buffer.concat([file, end]);
}
