/** The largest artifact that the service reads. */
export const MAX_ARTIFACT_BYTES = 16 * 1024 * 1024;
