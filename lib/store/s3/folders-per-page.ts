/** A case has nine files, so a page of 1,000 names has the objects of some 100 cases. */
export const FOLDERS_PER_PAGE = 10;
/** Whether one listing may be quicker than one for each of so many folders. */
export function areMany(folders: readonly string[]): boolean {
  return folders.length >= FOLDERS_PER_PAGE;
}
