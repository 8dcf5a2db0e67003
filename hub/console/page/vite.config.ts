import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** `npm run build`: the page as files that need nothing from elsewhere. */
// biome-ignore lint/style/noDefaultExport: vite reads its configuration from the default export.
export default defineConfig({
  root: here('.'),
  base: '/console/',
  logLevel: 'warn',
  cacheDir: here('../../../node_modules/.cache/vite'),
  build: {
    outDir: here('dist'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    assetsInlineLimit: 0, // what is inlined as data would have to be allowed as such
    chunkSizeWarningLimit: 600,
  },
});
