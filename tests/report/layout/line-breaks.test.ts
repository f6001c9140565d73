import { expect, test } from "vitest";
import { wrap } from "../../../lib/report/layout/wrap.ts";

function shown(text: string, width: number): string[] {
  return wrap(text, width, () => 1).map((line) => line.text);
}

test.each([
  ["breaks between ideographs", "右肺下叶有阴影", 3, ["右肺下", "叶有阴", "影"]],
  ["begins no line with a closing mark", "右肺有阴影。左肺", 5, ["右肺有阴", "影。左肺"]],
  ["ends no line with an opening mark", "右肺有「阴影」", 4, ["右肺有", "「阴影」"]],
  [
    "begins no line with a small letter or a mark of length",
    "キャッシュ",
    2,
    ["キャ", "ッ", "シュ"],
  ],
  ["keeps a row of closing marks with its word", "肺炎」）。次", 4, ["肺", "炎」）。", "次"]],
  ["breaks between an ideograph and a Latin word", "用CT检查", 3, ["用CT", "检查"]],
  ["keeps a Latin word whole", "胸部CT画像", 3, ["胸部", "CT画", "像"]],
  ["keeps a Korean word whole", "흉부 사진에서", 5, ["흉부", "사진에서"]],
  ["breaks inside a Korean word that is longer than a line", "사진에서", 3, ["사진에", "서"]],
  ["keeps what a non-breaking space joins", "肺\u00A0炎症", 3, ["肺\u00A0炎", "症"]],
  ["keeps a mark with its letter", "肺あ\u3099炎", 2, ["肺", "あ\u3099", "炎"]],
  ["breaks inside where nothing else fits", "。。。。", 3, ["。。。", "。"]],
])("%s", (_rule, text, width, lines) => {
  expect(shown(text, width)).toEqual(lines);
});
