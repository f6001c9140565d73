/** What parses PDFs. pdf.js finds it in this process when it has been imported, and then starts no worker. */
declare module "pdfjs-dist/legacy/build/pdf.worker.mjs" {
  export const WorkerMessageHandler: object;
}
