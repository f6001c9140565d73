/** Measures one subject of `npm run bench` and prints its figures as JSON, on the last line. */
import { measurePeer } from "./peer.ts";
import { SUBJECTS, isSubject } from "./subjects.ts";

const [name = "", ...args] = process.argv.slice(2);

async function figuresOf(subject: string) {
  if (subject === "peer") return await measurePeer(args[0] ?? "", args[1]);
  if (isSubject(subject)) return await SUBJECTS[subject]();
  throw new Error(`unknown subject: ${subject}`);
}

process.stdout.write(`\n${JSON.stringify(await figuresOf(name))}\n`);
// Servers and threads that a subject started must not keep the process alive.
process.exit();
