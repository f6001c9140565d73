/** The parser of pdf.js. After this import, pdf.js finds it in this process and starts no worker. */
declare module "pdfjs-dist/legacy/build/pdf.worker.mjs" {
  export const WorkerMessageHandler: object;
}
