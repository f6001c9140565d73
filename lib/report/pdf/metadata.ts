import type { DocumentFacts, PdfDocument } from "./pdf-document.ts";
import { printableText } from "./visible-text.ts";

/** The language of everything that the service itself writes. */
export const LANGUAGE = "en";
export const PRODUCER = "CLARITY report service, pdfkit";
export const CREATOR = "CLARITY report service";

/**
 * Makes the document's XMP packet state what its information dictionary does, as PDF/A asks, and which
 * standards it conforms to: tests/conformance validates every claim. pdfkit would put the texts into the XML
 * as they are, so that a title with `&` breaks the packet, and has no way to claim PDF/A and PDF/UA together.
 */
export function writeMetadata(doc: PdfDocument, facts: DocumentFacts): void {
  // oxlint-disable-next-line no-underscore-dangle -- pdfkit writes its own packet only here
  doc._addInfo = () => doc.appendXML(packetOf(facts));
}

function packetOf({ title, subject, cacheKey, date }: DocumentFacts): string {
  const time = `${date.toISOString().slice(0, 19)}Z`;
  return [
    description(
      'xmlns:xmp="http://ns.adobe.com/xap/1.0/"',
      `<xmp:CreateDate>${time}</xmp:CreateDate>`,
      `<xmp:ModifyDate>${time}</xmp:ModifyDate>`,
      `<xmp:CreatorTool>${CREATOR}</xmp:CreatorTool>`,
    ),
    description(
      'xmlns:dc="http://purl.org/dc/elements/1.1/"',
      `<dc:title>${inDefaultLanguage(title)}</dc:title>`,
      `<dc:description>${inDefaultLanguage(subject)}</dc:description>`,
      `<dc:language><rdf:Bag><rdf:li>${LANGUAGE}</rdf:li></rdf:Bag></dc:language>`,
    ),
    description(
      'xmlns:pdf="http://ns.adobe.com/pdf/1.3/"',
      `<pdf:Producer>${PRODUCER}</pdf:Producer>`,
      `<pdf:Keywords>${cacheKey}</pdf:Keywords>`,
    ),
    description(
      'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"',
      "<pdfuaid:part>1</pdfuaid:part>",
    ),
    PDFUA_SCHEMA,
  ].join("\n");
}

function description(namespace: string, ...members: readonly string[]): string {
  return `<rdf:Description rdf:about="" ${namespace}>\n${members.join("\n")}\n</rdf:Description>`;
}

function inDefaultLanguage(text: string): string {
  return `<rdf:Alt><rdf:li xml:lang="x-default">${escaped(printableText(text))}</rdf:li></rdf:Alt>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** PDF/A allows properties of other standards only where the packet describes them (ISO 19005-3, 6.6.2.3). */
const PDFUA_SCHEMA = `<rdf:Description rdf:about=""
  xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>`;
