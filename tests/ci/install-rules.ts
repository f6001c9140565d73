/** An npm command that takes what is not locked, with options before it or not. */
export const INSTALLS =
  /\bnpm (?:-\S+ +(?:[^\s-]\S* +)??)*(?:i|install|add|update|upgrade)\b(?! --(?:package-lock-only|save-exact|save-dev --save-exact))/;
