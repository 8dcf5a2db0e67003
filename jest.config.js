import { fileURLToPath } from 'node:url';

// threads and commands that tests start need not strip the same TypeScript a thousand times
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('node_modules/.cache/tests', import.meta.url));

/** Native ESM; TypeScript is only stripped (swc), types are checked by `npm run check`. */
// biome-ignore lint/style/noDefaultExport: jest reads its configuration from the default export.
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2024', experimental: { keepImportAttributes: true } },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  setupFilesAfterEnv: ['<rootDir>/test/no-network.ts'],
  testTimeout: 180_000, // ends what hangs; a slow machine is no failure
  // each file loads the hub anew and leaves some of it behind: at four gigabytes a worker mostly collects
  workerIdleMemoryLimit: '1200MB',
  maxWorkers: '100%', // what a test waits for is mostly another process, so no core need be kept free
};
