import chinese from "../../../../lib/report/fonts/chinese.ttf.br?url";
import japanese from "../../../../lib/report/fonts/japanese.ttf.br?url";
import korean from "../../../../lib/report/fonts/korean.ttf.br?url";
import type { Fonts } from "../../../../lib/service/verify/browser-verifier.ts";

/** All at once, so that the requests do not show which one a report needs. @throws Error if one cannot be loaded */
export async function loadFonts(): Promise<Fonts> {
  const [c, j, k] = await Promise.all([chinese, japanese, korean].map(bytesAt));
  if (c === undefined || j === undefined || k === undefined) throw new Error("a font is missing");
  return { chinese: c, japanese: j, korean: k };
}

async function bytesAt(address: string): Promise<Uint8Array> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: status ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}
