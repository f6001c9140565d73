/**
 * Part of every cache key. Raise it whenever the bytes of any report change: a stored report is never replaced, so
 * changed bytes need a new key; once is enough between two releases. The golden test fails if the bytes change and this number does not.
 */
export const REPORT_VERSION = "3";
