/** What is loaded for the view, in MB as it is sent. A test compares these with the files. */
export const VERIFIER_MB = 0.7;
export const FONTS_MB = 5.8;
