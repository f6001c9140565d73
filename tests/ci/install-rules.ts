/** An npm command that installs unlocked packages, with or without options before it. Our own tarball has none. */
export const INSTALLS =
  /\bnpm (?:-\S+ +(?:[^\s-]\S* +)??)*(?:i|install|add|update|upgrade)\b(?! <tarball>| --(?:package-lock-only|save-exact|save-dev --save-exact))/;
