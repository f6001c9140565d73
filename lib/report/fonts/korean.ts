export { default as COMPRESSED_FONT } from "./korean.ttf.br";
