/** Kinds of files that people sometimes store under an artifact's name, by their first bytes. */
export interface FileKind {
  /** In words that follow "found". */
  readonly name: string;
  readonly advice: string;
}

const UNPACK = "Unpack it, and store the JSON file itself.";
const NOT_AN_ARTIFACT = "Store the JSON artifact under this name.";
const SAVE_AS_UTF_8 = "Save it as UTF-8 (Windows PowerShell's > writes UTF-16).";
const WRITE_AGAIN = "The file was probably not written to its end. Copy or write it again.";

/** First bytes in hex, and what they mean. Longer beginnings come before those that they begin with. */
const SIGNATURES: readonly (readonly [hex: string, name: string, advice: string])[] = [
  ["1f8b", "a gzip file", UNPACK],
  ["504b0304", "a zip archive (or a NumPy .npz file)", UNPACK],
  ["504b0506", "an empty zip archive", UNPACK],
  ["28b52ffd", "a Zstandard file", UNPACK],
  ["425a68", "a bzip2 file", UNPACK],
  ["fd377a585a00", "an xz file", UNPACK],
  ["377abcaf271c", "a 7z archive", UNPACK],
  ["89504e470d0a1a0a", "a PNG image", NOT_AN_ARTIFACT],
  ["ffd8ff", "a JPEG image", NOT_AN_ARTIFACT],
  ["255044462d", "a PDF file", NOT_AN_ARTIFACT],
  ["934e554d5059", "a NumPy .npy file", NOT_AN_ARTIFACT],
  ["894844460d0a1a0a", "an HDF5 file", NOT_AN_ARTIFACT],
  ["8002", "a Python pickle", NOT_AN_ARTIFACT],
  ["8003", "a Python pickle", NOT_AN_ARTIFACT],
  ["8004", "a Python pickle", NOT_AN_ARTIFACT],
  ["8005", "a Python pickle", NOT_AN_ARTIFACT],
  ["fffe0000", "UTF-32 text (little-endian)", SAVE_AS_UTF_8],
  ["0000feff", "UTF-32 text (big-endian)", SAVE_AS_UTF_8],
  ["fffe", "UTF-16 text (little-endian)", SAVE_AS_UTF_8],
  ["feff", "UTF-16 text (big-endian)", SAVE_AS_UTF_8],
];

/** Without a byte order mark: where the first two characters of a JSON text, which are ASCII, have zeros. */
const ZEROS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^000000(?!00)/, "UTF-32 text (big-endian)"],
  [/^(?!00)..000000/, "UTF-32 text (little-endian)"],
  [/^00(?!00)..00(?!00)/, "UTF-16 text (big-endian)"],
  [/^(?!00)..00(?!00)..00/, "UTF-16 text (little-endian)"],
];

/** The kind of a file that is not UTF-8 text, or undefined. */
export function binaryKindOf(bytes: Uint8Array): FileKind | undefined {
  if (bytes.length > 0 && bytes.every((byte) => byte === 0)) {
    return { name: `${bytes.length} zero bytes and nothing else`, advice: WRITE_AGAIN };
  }
  const begin = hexOf(bytes.subarray(0, 8));
  const signature = SIGNATURES.find(([hex]) => begin.startsWith(hex));
  if (signature !== undefined) return { name: signature[1], advice: signature[2] };
  const zeros = ZEROS.find(([pattern]) => pattern.test(begin));
  return zeros === undefined ? undefined : { name: zeros[1], advice: SAVE_AS_UTF_8 };
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Tried in this order. */
const TEXTS: readonly (FileKind & { readonly begin: RegExp })[] = [
  {
    begin: /^version https?:\/\/(?:git-lfs\.github\.com|hawser\.github\.com|git-media\.io)\//,
    name: "a Git LFS pointer, which names the file instead of holding it",
    advice: "Run git lfs pull where the case was cloned, and copy the case again.",
  },
  {
    begin: /^[./]*(?:\.git)?\/annex\/objects\//,
    name: "a git-annex pointer, which names the file instead of holding it",
    advice: "Run git annex get where the case was cloned, and copy the case again.",
  },
  {
    begin: /^(?:#.*\n|\s)*(?:outs|deps|wdir|frozen|md5|etag)\s*:(?:\s|$)/,
    name: "a DVC pointer, which names the file instead of holding it",
    advice: "Run dvc pull where the case was cloned, and copy the case again.",
  },
  {
    begin: /^\s*<(?:!doctype\s+html|html|head|body|script|title)\b/i,
    name: "an HTML page",
    advice: "The download probably returned a login or error page. Download the file again.",
  },
  {
    begin: /^\s*<[!?a-z]/i,
    name: "markup (XML or HTML)",
    advice: "The download probably returned an error message. Download the file again.",
  },
];

/** The kind of a text whose beginning cannot be JSON, or undefined. */
export function textKindOf(text: string): FileKind | undefined {
  if (text === "") return { name: "an empty file", advice: WRITE_AGAIN };
  if (/^\s*$/.test(text)) return { name: "a file of white space only", advice: WRITE_AGAIN };
  const begin = text.slice(0, 1024);
  return TEXTS.find((kind) => kind.begin.test(begin));
}
