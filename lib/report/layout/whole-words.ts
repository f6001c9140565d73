/** File names and commands: they are copied, so a line does not end inside one. */
const WHOLE =
  /\b[A-Za-z0-9_-]+\.(?:json|pdf)\b|\bclarity [a-z]+ [A-Za-z0-9_-]+\.pdf\b|\bpdfdetach\b|\bsha256sum\b/g;
const HAS_ANY = /\.json|\.pdf/;

/** Whether a line may end after a unit, as far as file names and commands are concerned. */
export type MayEndAfter = (index: number) => boolean;

const ANYWHERE: MayEndAfter = () => true;

/** @param units of the text, in order; most are one character */
export function wholeWords(text: string, units: readonly string[]): MayEndAfter {
  if (!HAS_ANY.test(text)) return ANYWHERE;
  const spans = Array.from(units.join("").matchAll(WHOLE), ({ index, 0: word }) => ({
    from: index,
    to: index + word.length,
  }));
  const inside = new Set<number>();
  let [offset, next] = [0, 0];
  for (const [index, unit] of units.entries()) {
    offset += unit.length;
    while ((spans[next]?.to ?? Infinity) <= offset) next += 1;
    if (offset > (spans[next]?.from ?? Infinity)) inside.add(index);
  }
  return (index) => !inside.has(index);
}
