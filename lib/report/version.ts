/**
 * Part of every cache key. Raise it whenever the bytes of any report would change: a stored report is
 * never replaced, so changed bytes need a new key. The golden test fails when the bytes change and this
 * did not.
 */
export const REPORT_VERSION = "3";
