const TOKEN = /\*\*\/|\*|\{[^}]*\}|[^*{]+/g;

/** Whether a path matches a glob of the kind that our configurations use: double and single stars, and braces. */
export function matcher(glob: string): (path: string) => boolean {
  const pattern = new RegExp(`^${glob.replaceAll(TOKEN, patternOf)}$`);
  return (path) => pattern.test(path);
}

function patternOf(token: string): string {
  if (token === "**/") return "(?:.*/)?";
  if (token === "*") return "[^/]*";
  if (token.startsWith("{")) return `(?:${literal(token.slice(1, -1)).replaceAll(",", "|")})`;
  return literal(token);
}

function literal(text: string): string {
  return text.replaceAll(/[.+?^$()|[\]\\]/g, String.raw`\$&`);
}
