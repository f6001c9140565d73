import type { EastAsianFont } from "../../lib/report/fonts/east-asian.ts";
import type { ReportSource } from "../../lib/report/source.ts";
import { axisOf, smallSource } from "./sources.ts";

interface Texts {
  readonly language: string;
  /** The font that sets all of it. */
  readonly font: EastAsianFont;
  readonly title: string;
  readonly description: string;
  readonly axis: string;
  readonly region: string;
}

export const TEXTS: readonly Texts[] = [
  {
    language: "simplified Chinese",
    font: "chinese",
    title: "胸部X光片：右肺下叶肺炎的证据稳定性",
    description: "右肺下叶有模糊的不透明影，考虑肺炎（细菌性）。必要时行CT检查。",
    axis: "亮度",
    region: "右肺下叶",
  },
  {
    language: "traditional Chinese",
    font: "chinese",
    title: "胸部X光：右下肺葉浸潤影",
    description: "顯示右下肺葉有浸潤影，懷疑為肺炎。建議與先前影像比較。",
    axis: "對比度",
    region: "右下肺葉",
  },
  {
    language: "Japanese",
    font: "japanese",
    title: "胸部X線写真における肺炎の根拠の安定性",
    description: "右下葉に浸潤影を認め、「肺炎」が疑われる。ﾚﾝﾄｹﾞﾝ、髙橋・山﨑。",
    axis: "コントラスト",
    region: "右下葉",
  },
  {
    language: "Korean",
    font: "korean",
    title: "흉부 X선 사진의 폐렴 증거 안정성",
    description: "우하엽에 음영이 관찰되며 폐렴이 의심됩니다. 肺炎 ㄱㄴㄷ.",
    axis: "밝기",
    region: "우하엽",
  },
];

/** A case whose texts are those, wherever a case has text. */
export function sourceWith({ title, description, axis, region }: Texts): ReportSource {
  const box = { x_min: 0.1, y_min: 0.1, x_max: 0.5, y_max: 0.5, area: 0.16 };
  return smallSource({
    manifest: { title, description, model_id: axis },
    surface: { axes: [axisOf(axis, ["0p8", "1p0", region])] },
    overlay: { regions: [{ region_id: region, ...box }] },
  });
}
