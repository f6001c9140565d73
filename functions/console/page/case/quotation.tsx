import { excerpt } from "../../../../lib/report/model/excerpt.ts";

interface QuotationProps {
  readonly title: string;
  readonly text: string;
  /** The file that has the whole text. */
  readonly file: string;
}

/** Characters of a text: some screens of them. */
const LONGEST_TEXT = 20_000;

/** A text of the case as it stands, with its own line breaks. */
export function Quotation({ title, text, file }: QuotationProps) {
  const shown = excerpt(text, LONGEST_TEXT);
  return (
    <>
      <h3>{title}</h3>
      {text === "" ? (
        <p class="note">The case has an empty text here.</p>
      ) : (
        <blockquote class="quotation">{shown}</blockquote>
      )}
      {shown === text ? null : <p class="note">The text goes on: all of it is in {file}.</p>}
    </>
  );
}
