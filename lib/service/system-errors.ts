/** A system error code in words, followed by the code itself. */
export function systemErrorInWords(errno: string): string {
  return `${SYSTEM_ERRORS[errno] ?? "the system refused it"} (${errno})`;
}

const SYSTEM_ERRORS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EMFILE: "too many files are open",
  ENFILE: "too many files are open",
  EIO: "the disk reported an error",
  ELOOP: "symbolic links lead in a circle",
  ENAMETOOLONG: "a name or the target of a symbolic link is too long",
  ENOENT: "a folder is missing",
  ENOTDIR: "a file is in a folder's place",
};
