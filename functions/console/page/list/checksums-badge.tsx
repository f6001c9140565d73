import { Badge } from "../parts/badge.tsx";
import { counted } from "../../../../lib/report/model/numbers.ts";
import type { Checksums } from "./verifier.ts";

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
    case "unknown":
      return (
        <Badge tone="warn" icon="question" title={checksums.why}>
          Checksums unknown
        </Badge>
      );
    case "unasked":
    case "asking":
      return <Badge tone="plain">Checking …</Badge>;
    default:
      return checksums satisfies never;
  }
}
