import type { CheckDefinition } from "./check.ts";

export const RECORD_OF_CHECKSUMS: CheckDefinition = {
  id: "record_of_checksums",
  title: "Every artifact has the checksum that the evaluation recorded",
  where: "checksums.json",
  needs: "a record of checksums",
  run({ record }, tally) {
    if (record === undefined || record === "none") return;
    if (record === "unreadable") {
      tally.skip("checksums.json cannot be read");
      return;
    }
    for (const [artifact, state] of Object.entries(record)) {
      const file = `${artifact}.json`;
      if (state === "not_listed") tally.skip(`checksums.json does not list ${file}`);
      else if (state === "not_checked") tally.skip(`The checksum of ${file} could not be checked`);
      else {
        tally.expect(state === "confirmed", () => ({
          where: `checksums.json and ${file}`,
          what: `checksum of ${file}`,
          stated: "the checksum that checksums.json lists",
          computed: "a different checksum",
        }));
      }
    }
  },
};
