#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { CommanderError } from 'commander';
import { CommandError } from './cli/command-error.ts';
import { createProgram } from './cli/program.ts';

// a quarter of what a command takes is making JavaScript of TypeScript; where this cannot be written it is made anew
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/simpul', import.meta.url)));

const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 24) {
  process.stderr.write(
    `simpul needs Node 24, this is ${process.version}. Start it with "npm start" or "npx simpul": they bring their own.\n`,
  );
  process.exit(2);
}

try {
  await createProgram().parseAsync();
} catch (error) {
  if (error instanceof CommanderError)
    process.exitCode = error.exitCode === 0 ? 0 : 2; // it has said what was wrong
  else if (error instanceof CommandError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = error.exitCode;
  } else throw error;
}
