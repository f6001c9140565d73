/**
 * A page with the text between the two marks of its source replaced by `content`.
 *
 * @param source the file or folder that the content is made from, named in the mark
 * @throws Error when the page does not have both marks
 */
export function withGenerated(page: string, source: string, content: string): string {
  const begin = `<!-- Made by \`npm run generate:api\` from ${source}. -->`;
  const [before = "", rest = ""] = page.split(begin);
  const [, after] = rest.split(END);
  if (after === undefined) throw new Error(`expected the marks ${begin} and ${END}`);
  return `${before}${begin}\n\n${content}\n\n${END}${after}`;
}

const END = "<!-- End of what is generated. -->";
