import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { DEMO_FILE } from '../../../hub/config/file.ts';
import { loadConfig } from '../../../hub/config/load.ts';
import { DEMO_SECRETS } from '../../../hub/config/production.ts';
import { leavesOf } from '../../../hub/config/schema-walk.ts';
import { schemas } from '../../../hub/config/schemas.ts';
import { goodConfig, ground, mistakesOf, SMALL, withDirectory } from './with-config.ts';

const KEY = 'Zm9yIHRlc3RzIG9ubHksIG5ldmVyIHJlYWw';
const production = (lines = '') => `mode: production\n${lines}${SMALL}`;
const withKey = `secretKey: ${KEY}\n`;

test('production starts with a key of its own', () => {
  expect(goodConfig(production(withKey)).warnings).toEqual([]);
});

test.each([
  { lines: '', want: /^secretKey: is missing; production must be given one/ },
  { lines: `secretKey: ${'a'.repeat(40)}\n`, want: /^secretKey: is an example that others know/ },
  { lines: 'secretKey: change-me-change-me-change-me-change-me\n', want: /^secretKey: is an example/ },
  { lines: `${withKey}demoKey: simpul-demo-key\n`, want: /^demoKey: production knows no demo application/ },
  { lines: `${withKey}sandboxes: { bpjs: {} }\n`, want: /^sandboxes: production starts no sandbox/ },
])('$want', ({ lines, want }) => expect(mistakesOf(production(lines))).toEqual([expect.stringMatching(want)]));

test('a password copied from the demo is refused', () => {
  const copied = production(withKey).replace('kata-sandi', 'contoh-rahasia');
  expect(mistakesOf(copied)).toEqual([
    expect.stringMatching(/^instances\.bpjs\.settings\.consumerSecret: is the value of the demo configuration/),
  ]);
});

test('every secret of the demo is known as one', () => {
  const { config } = goodConfig(readFileSync(DEMO_FILE, 'utf8'));
  const secrets = Object.values(config.instances).flatMap(({ connector, settings }) => {
    const schema = schemas[ground.connectors[connector]?.configSchema ?? ''] ?? {};
    return leavesOf(schema, settings).flatMap((leaf) => (leaf.schema.writeOnly ? (leaf.value ?? []) : []));
  });
  const copyable = secrets.filter((secret) => !String(secret).startsWith('-----BEGIN')); // keys are made anew at each start
  expect(new Set(copyable)).toEqual(DEMO_SECRETS);
});

test('the built-in demo does not run in production', () =>
  withDirectory((directory) => {
    const loaded = loadConfig({ ...ground, directory, environment: { SIMPUL_MODE: 'production' } });
    expect(loaded).toMatchObject({
      kind: 'bad',
      mistakes: [{ reason: expect.stringContaining('write a simpul.yaml') }],
    });
  }));

test.each([
  { address: 'http://10.1.2.3', want: /plain http/ },
  { address: 'http://127.0.0.1:9000', want: /this very machine/ },
  { address: 'https://localhost', want: /this very machine/ },
])('$address is a warning in production only', ({ address, want }) => {
  const yaml = SMALL.replace('https://upstream.example', address);
  expect(goodConfig(yaml).warnings).toEqual([]);
  const path = 'instances.bpjs.settings.services.vclaim-1.1.baseUrl';
  const { warnings } = goodConfig(`mode: production\n${withKey}${yaml}`);
  expect(warnings).toEqual([{ path, line: 14, reason: expect.stringMatching(want) }]);
});

const agreement = (until: string) =>
  `${SMALL}agreements: [{ nomor: 1/PKS, instansi: bpjs, keperluan: [uji], bidang: ['*'], berlakuSampai: ${until} }]`;

test.each([
  { until: '2026-03-03', want: [] },
  { until: '2026-03-02', want: [expect.stringContaining('ends in 30 days (2026-03-02)')] },
  { until: '2026-02-01', want: [expect.stringContaining('ends in 1 day (')] },
  { until: '2026-01-31', want: [expect.stringContaining('ends today')] },
  { until: '2026-01-30', want: [expect.stringContaining('ended on 2026-01-30; reads under it are refused')] },
])('on 2026-01-31 an agreement until $until warns $want', ({ until, want }) => {
  expect(goodConfig(agreement(until)).warnings.map(({ reason }) => reason)).toEqual(want);
});

test('an agreement lasts until midnight in western Indonesia', () => {
  const reasonAt = (today: string) =>
    goodConfig(agreement('2026-01-31'), { today: new Date(today) }).warnings[0]?.reason;
  expect(reasonAt('2026-01-31T16:59:59Z')).toContain('ends today');
  expect(reasonAt('2026-01-31T17:00:00Z')).toContain('ended on');
});

test('an instance that no agreement covers is a warning', () => {
  const { warnings } = goodConfig(SMALL.replace('agreementRequired: false', 'agreementRequired: true'));
  expect(warnings).toEqual([
    { path: 'instances.bpjs', line: 3, reason: expect.stringContaining('no agreement covers it') },
  ]);
});
