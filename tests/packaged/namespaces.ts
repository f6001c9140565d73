/** What a process does not share with the rest of the machine. */
export type Namespace = "pid" | "net";

const OPTIONS: Readonly<Record<Namespace, readonly string[]>> = {
  // Processes of its own, numbered from 1, that end with the first.
  pid: ["--pid", "--fork", "--kill-child", "--mount-proc"],
  // Not even loopback.
  net: ["--net"],
};

/**
 * The command that runs another one apart from the machine, as Linux's own tool does it; what it starts ends
 * with this process. Where one is not root, the system must let users have namespaces: on Ubuntu,
 * `sysctl kernel.apparmor_restrict_unprivileged_userns=0`.
 */
export function apart(...namespaces: readonly Namespace[]): [string, ...string[]] {
  const user = process.getuid?.() === 0 ? [] : ["--map-root-user"];
  const options = namespaces.flatMap((namespace) => OPTIONS[namespace]);
  const unshare = options.length === 0 ? [] : ["unshare", ...user, ...options];
  return ["setpriv", "--pdeathsig", "KILL", ...unshare];
}
