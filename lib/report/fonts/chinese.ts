export { default as COMPRESSED_FONT } from "./chinese.ttf.br";
