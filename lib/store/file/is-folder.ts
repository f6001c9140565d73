import { stat } from "node:fs/promises";

/** Whether there is a folder, or a link to one, at a path. */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
