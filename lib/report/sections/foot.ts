import { COLUMN, FOOT_BASELINE, INK, TYPE } from "../layout/measures.ts";
import { shorten } from "../layout/wrap.ts";
import type { ReportModel } from "../model/model.ts";
import type { Canvas } from "../pdf/canvas.ts";

/** The foot of every page: which case, whether it is synthetic, and which page of how many. */
export function drawFeet(canvas: Canvas, { manifest }: ReportModel): void {
  const kind = manifest.synthetic ? " · synthetic case" : "";
  const rule = FOOT_BASELINE - TYPE.foot.leading - 3;
  canvas.forEachPage((page, pages) => {
    const number = `page ${page} of ${pages}`;
    const room = COLUMN.width - canvas.widthOf(number, TYPE.foot) - 20;
    const left = shorten(`CLARITY report · ${manifest.case_id}${kind}`, room, (code) =>
      canvas.widthOfCharacter(code, TYPE.foot),
    );
    const stroke = { ink: INK.rule, width: 0.5 };
    canvas.line({ x: COLUMN.left, y: rule }, { x: COLUMN.right, y: rule }, stroke);
    canvas.text(left, COLUMN.left, FOOT_BASELINE, TYPE.foot);
    canvas.textRight(number, COLUMN.right, FOOT_BASELINE, TYPE.foot);
  });
}
