/**
 * pdf.js creates a `DOMMatrix` when it is loaded, but only browsers have this class. It is never used, because
 * verification does not draw. Import this module before pdf.js.
 */
if (!("DOMMatrix" in globalThis)) Object.assign(globalThis, { DOMMatrix: Object });
