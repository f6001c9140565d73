import { Badge } from "../parts/badge.tsx";
import { counted } from "../../../../lib/report/model/numbers.ts";
import type { Checksums } from "./checksums.ts";

/** Whether a case's files have their checksums, in words. */
export function ChecksumsBadge({ checksums }: { readonly checksums: Checksums }) {
  switch (checksums.name) {
    case "verified":
      return (
        <Badge tone="good" icon="check">
          Checksums verified
        </Badge>
      );
    case "differ":
      return (
        <Badge tone="bad" icon="warning" title={checksums.files.join(", ")}>
          {counted(checksums.files.length, "checksum")} not confirmed
        </Badge>
      );
    case "unchecked":
      return (
        <Badge tone="warn" icon="question" title={checksums.files.join(", ")}>
          {counted(checksums.files.length, "checksum")} not checked
        </Badge>
      );
    case "unreadable":
      return (
        <Badge tone="warn" icon="warning" title={checksums.why}>
          Checksums unreadable
        </Badge>
      );
    case "unlisted":
      return (
        <Badge tone="warn" icon="dash">
          No checksums
        </Badge>
      );
    default:
      return checksums satisfies never;
  }
}
