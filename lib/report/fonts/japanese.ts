export { default as COMPRESSED_FONT } from "./japanese.ttf.br";
