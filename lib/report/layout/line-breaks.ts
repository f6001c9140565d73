/** The places other than spaces where a line may end. */

/** Characters after which a line may end: ids and paths have no spaces. */
const BREAK_AFTER = new Set(["-", "/", "_", ",", ".", "–", "—"]);
/** What of these stands in or before numbers. */
const NUMERIC = new Set(["-", ",", "."]);

/**
 * Chinese and Japanese have no spaces: a line may end before and after any of their characters. Korean
 * has, so its words stay whole.
 */
const WITHOUT_SPACES =
  /[\u2e80-\u2fdf\u3000-\u312f\u3190-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff9f\uffe0-\uffe6\u{1f200}-\u{1f2ff}\u{20000}-\u{323af}]/u;

/** What does not begin a line: closing marks, small letters, marks of repetition and of length. */
const NOT_FIRST = new Set(
  "!%),.:;?]}°’”›»‐–—…‥⁇⁈⁉‼℃、。〃々〆〉》」』】〕〗〙〛〞〟〜゠・ー〻ゝゞヽヾぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ﹐﹑﹒﹔﹕﹖﹗﹚﹜﹞！％），．：；？］｝～｠｡｣､･ｧｨｩｪｫｬｭｮｯｰﾞﾟ",
);
/** What does not end a line: opening marks and signs of money. */
const NOT_LAST = new Set("$([{£¥‘“‹«〈《「『【〔〖〘〚〝﹙﹛﹝＄（［｛｟｢￡￥");
/** What belongs to the character before it: combining marks and variation selectors. */
const ATTACHED =
  /^(?:[\u0300-\u036f]|\u20e3|\u3099|\u309a|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}])$/u;
/** What keeps its neighbours together. */
const GLUE = new Set(["\u00a0", "\u200d", "\u2011", "\u202f", "\u2060", "\ufeff"]);

/** Whether a line may end between two neighbours, neither of which is a space. */
export function mayBreakBetween(before: string, after: string): boolean {
  if (GLUE.has(before) || GLUE.has(after)) return false;
  // Not in front of a digit: a decimal point, and a minus, stay with their number.
  if (BREAK_AFTER.has(before)) return !(NUMERIC.has(before) && after >= "0" && after <= "9");
  // Most text is below all of them: this spares it two patterns a character.
  if (before < "\u2e80" && after < "\u2e80") return false;
  if (!WITHOUT_SPACES.test(before) && !WITHOUT_SPACES.test(after)) return false;
  return !NOT_FIRST.has(after) && !NOT_LAST.has(before) && !ATTACHED.test(after);
}
