/** The states of a file that `checksums.json` lists. */
export const FILE_STATES = ["confirmed", "differs", "missing", "not_checked"] as const;
export type FileState = (typeof FILE_STATES)[number];
