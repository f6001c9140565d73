import { COLUMN, FOOT_BASELINE, HEAD_BASELINE, INK, SPACE, TYPE } from "../layout/measures.ts";
import type { TextStyle } from "../layout/measures.ts";
import { shorten } from "../geometry/shorten.ts";
import { excerpt } from "../model/excerpt.ts";
import type { ReportModel } from "../model/model.ts";
import type { Canvas } from "../pdf/canvas.ts";
import { REPORT_VERSION } from "../version.ts";

/** Enough digits of a key to distinguish two printed reports. */
const KEY_DIGITS = 16;

/**
 * The running head and the foot of every page: whose report it is, whether its case is synthetic, and
 * which page of how many. The cover has its own head.
 */
export function drawRunningHeads(canvas: Canvas, { identity, cacheKey }: ReportModel): void {
  const { id, name } = identity;
  const synthetic = identity.synthetic === true;
  const title = excerpt(name, 200);
  const whose = id === undefined ? "" : ` · ${excerpt(id, 200)}`;
  const kind = synthetic ? " · synthetic case" : "";
  const key = `report version ${REPORT_VERSION} · key ${cacheKey.slice(0, KEY_DIGITS)}`;
  canvas.forEachPage((page, pages) => {
    if (page > 1) drawHead(canvas, title, synthetic);
    drawRule(canvas, FOOT_BASELINE - TYPE.foot.leading - SPACE.small);
    const number = `${key} · page ${page} of ${pages}`;
    const room = COLUMN.width - canvas.widthOf(number, TYPE.foot) - SPACE.large;
    drawLeft(canvas, `CLARITY report${whose}${kind}`, FOOT_BASELINE, TYPE.foot, room);
    canvas.textRight(number, COLUMN.right, FOOT_BASELINE, TYPE.foot);
  });
}

function drawHead(canvas: Canvas, title: string, synthetic: boolean): void {
  const badge = synthetic ? "SYNTHETIC CASE" : "";
  const room = COLUMN.width - canvas.widthOf(badge, TYPE.badge) - SPACE.large;
  drawLeft(canvas, title, HEAD_BASELINE, TYPE.foot, room);
  canvas.textRight(badge, COLUMN.right, HEAD_BASELINE, TYPE.badge);
  drawRule(canvas, HEAD_BASELINE + SPACE.small);
}

function drawLeft(
  canvas: Canvas,
  text: string,
  baseline: number,
  style: TextStyle,
  room: number,
): void {
  const short = shorten(text, room, (code) => canvas.widthOfCharacter(code, style));
  canvas.text(short, COLUMN.left, baseline, style);
}

function drawRule(canvas: Canvas, y: number): void {
  const stroke = { ink: INK.rule, width: 0.5 };
  canvas.line({ x: COLUMN.left, y }, { x: COLUMN.right, y }, stroke);
}
