/** An npm command that installs unlocked packages, with or without options before it. */
export const INSTALLS =
  /\bnpm (?:-\S+ +(?:[^\s-]\S* +)??)*(?:i|install|add|update|upgrade)\b(?! --(?:package-lock-only|save-exact|save-dev --save-exact))/;
