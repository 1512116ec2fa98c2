// Copies from node_modules the few files the pages load, so that no third party is ever asked (SEC-3).
import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "..", "static", "vendor");
const files = [
  "bootstrap/dist/css/bootstrap.min.css",
  "htmx.org/dist/htmx.min.js",
  "idiomorph/dist/idiomorph.min.js",
  "socket.io-client/dist/socket.io.esm.min.js",
  "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",
  "@fontsource/spectral/files/spectral-latin-600-normal.woff2",
];

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
for (const file of files) {
  copyFileSync(join(here, "node_modules", file), join(target, basename(file)));
}
