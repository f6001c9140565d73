/** The attachment that names everything a report depends on: its SHA-256 is the report's cache key. */
export const KEY_FILE = "key.json";
