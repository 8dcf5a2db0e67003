import { readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { DEMO_FILE } from '../../hub/config/file.ts';

interface Demo {
  sandboxes?: unknown;
  pembayaran?: unknown;
  instances: Record<string, { connector: string }>;
}

/** Nobody is there. */
const NOWHERE = 'http://127.0.0.1:9';

/**
 * The demo as a hub of its own process runs it, with an upstream that outlives the hub at each of these addresses, nobody
 * at the others, and without banks.
 */
export function demoWith(addresses: Readonly<Record<string, string>>): string {
  const demo = parse(readFileSync(DEMO_FILE, 'utf8')) as Demo;
  delete demo.sandboxes;
  delete demo.pembayaran;
  for (const [name, { connector }] of Object.entries(demo.instances))
    if (connector.startsWith('bank-')) delete demo.instances[name];
  return stringify(demo).replaceAll(/\$\{sandbox:([a-z-]+)\}/g, (_, name: string) => addresses[name] ?? NOWHERE);
}
