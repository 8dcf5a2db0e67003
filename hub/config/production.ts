import type { Finding, Path } from './mistakes.ts';
import type { Connectors } from './sandboxes.ts';
import { type Leaf, leavesOf } from './schema-walk.ts';
import { schemas } from './schemas.ts';
import { isTree, type Tree, treeOf } from './values.ts';

/** The passwords of demo.yaml, which everybody knows; a test holds the two together. */
export const DEMO_SECRETS: ReadonlySet<string> = new Set([
  'rahasia-uji',
  '010120250900DISKOMINFO1275',
  'contoh-rahasia',
  'kunci-vclaim-1000',
  'kunci-antrean-1000',
  'rahasia-mobile-jkn',
  'rahasia-token-mobile-jkn-untuk-uji',
  'token-uji-lapor',
  'kunci-uji-lapor',
  'kunci-uji-wpsipd',
  'rahasia-splp-uji',
  '{00000000-0000-0000-0000-000000000000}',
  'rahasia-snap-bank-untuk-uji',
  'rahasia-snap-kota-untuk-uji',
  'rahasia-token-snap-kota-untuk-uji-32',
  '00112233445566778899aabbccddeeff',
  'rahasia-contoh-42',
  'rahasia-token-h2h-untuk-uji-32-huruf',
  'sandi-contoh',
  'kunci-oss-untuk-uji',
  'sandi-oss-lama-untuk-uji',
]);

/** Keys that were copied from an explanation: words that explain, one letter repeated, a plain sequence. */
const EXAMPLE_KEY = /contoh|example|change.?me|ganti|your.?secret|^(.)\1*$|0123456789abcdef|abcdefghijkl/i;

/** What `mode: production` refuses. `config` may still be wrong elsewhere. */
export function productionMistakes(config: Tree, connectors: Connectors): readonly Finding[] {
  const { sandboxes, demoKey, secretKey } = config;
  const findings: Finding[] = [];
  if (Object.keys(treeOf(sandboxes)).length > 0)
    findings.push({ at: ['sandboxes'], reason: 'production starts no sandbox; remove this' });
  if (demoKey !== undefined)
    findings.push({ at: ['demoKey'], reason: 'production knows no demo application; remove this' });
  if (secretKey === undefined)
    findings.push({ at: ['secretKey'], reason: 'is missing; production must be given one (openssl rand -base64 32)' });
  else if (EXAMPLE_KEY.test(String(secretKey)))
    findings.push({ at: ['secretKey'], reason: 'is an example that others know; make one: openssl rand -base64 32' });
  const copied = settingLeaves(config, connectors)
    .filter(({ schema, value }) => schema.writeOnly && DEMO_SECRETS.has(String(value)))
    .map(({ at }) => ({ at, reason: 'is the value of the demo configuration; put in what the agreement gave you' }));
  return [...findings, ...copied];
}

/** Addresses that are seldom meant in production. Warnings only: a VPN's end may well be plain http on this machine. */
export function productionWarnings(config: Tree, connectors: Connectors): readonly Finding[] {
  return settingLeaves(config, connectors).flatMap(({ at, schema, value }) => {
    if (schema.format !== 'uri' || typeof value !== 'string' || !URL.canParse(value)) return [];
    const { protocol, hostname } = new URL(value);
    if (/^(127\.|localhost$|\[::1\]$)/.test(hostname))
      return [{ at, reason: 'is on this very machine; right for the end of a tunnel, wrong for anything else' }];
    return protocol === 'http:' ? [{ at, reason: 'sends credentials over plain http; right inside a VPN only' }] : [];
  });
}

function settingLeaves(config: Tree, connectors: Connectors): readonly Leaf[] {
  return Object.entries(treeOf(config.instances)).flatMap(([name, instance]) => {
    const { connector, settings } = treeOf(instance);
    const schema = schemas[connectors[String(connector)]?.configSchema ?? ''];
    const at: Path = ['instances', name, 'settings'];
    return schema && isTree(settings) ? leavesOf(schema, settings, at) : [];
  });
}
