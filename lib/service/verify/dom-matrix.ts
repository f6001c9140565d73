/**
 * pdf.js makes a `DOMMatrix` when it is loaded, which only browsers have. Nothing here draws, so it is never
 * used. Imported before pdf.js.
 */
if (!("DOMMatrix" in globalThis)) Object.assign(globalThis, { DOMMatrix: Object });
