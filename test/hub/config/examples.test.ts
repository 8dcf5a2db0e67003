import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { DEMO_FILE } from '../../../hub/config/file.ts';
import { loadConfig } from '../../../hub/config/load.ts';
import { maskedConfig } from '../../../hub/config/masking.ts';
import { withReference } from '../../../hub/config/reference.ts';
import { goodConfig, ground, SMALL, withDirectory } from './with-config.ts';

const PRODUCTION_EXAMPLE = fileURLToPath(new URL('../../../hub/config/production-example.yaml', import.meta.url));

const VARIABLES = {
  SIMPUL_SECRET_KEY: 'Zm9yIHRlc3RzIG9ubHksIG5ldmVyIHJlYWw',
  DUKCAPIL_BASE_URL: 'http://10.0.0.2:8000',
  DUKCAPIL_INSTITUTION: 'KOTA0000',
  DUKCAPIL_USER_ID: 'pengguna-uji',
  DUKCAPIL_PASSWORD: 'sandi-dukcapil-uji',
  DUKCAPIL_IP_USER: '10.0.0.3',
  BPJS_CONSUMER_ID: '00123',
  BPJS_CONSUMER_SECRET: 'sandi-bpjs-uji',
  BPJS_USER_KEY_VCLAIM: 'kunci-vclaim-uji',
  BPJS_USER_KEY_ANTREAN: 'kunci-antrean-uji',
  LAPOR_BASE_URL: 'https://lapor.contoh.invalid/t/binjai/lapor/v1',
  LAPOR_CLIENT_ID: 'klien-lapor-uji',
  LAPOR_CLIENT_SECRET: 'rahasia-lapor-uji',
  OSS_INSTITUTION: '999',
  OSS_REGION_CODE: '1299000000',
  OSS_USER_KEY: 'kunci-oss-daerah-uji',
  OSS_PUSH_USERNAME: 'OSSDAERAH',
  OSS_PUSH_PASSWORD: 'sandi-dorongan-uji',
};

test('where nobody wrote a configuration, the demo is used and is good', () =>
  withDirectory((directory) => {
    const loaded = loadConfig({ ...ground, directory, environment: {} });
    expect(loaded).toMatchObject({
      kind: 'good',
      file: DEMO_FILE,
      warnings: [],
      config: { demoKey: 'simpul-demo-key' },
    });
  }));

test('the production example is good once its variables are set', () => {
  const loaded = loadConfig({ ...ground, file: PRODUCTION_EXAMPLE, directory: '.', environment: VARIABLES });
  expect(loaded).toMatchObject({
    kind: 'good',
    config: { instances: { dukcapil: { limits: { callsPerDay: 5000 } }, bpjs: { settings: { consumerId: '00123' } } } },
    warnings: [
      { path: 'instances.dukcapil.settings.services.national.baseUrl', reason: expect.stringContaining('VPN') },
    ],
  });
});

test('without its variables the production example names every one of them', () => {
  const loaded = loadConfig({ ...ground, file: PRODUCTION_EXAMPLE, directory: '.', environment: {} });
  const reasons = loaded.kind === 'bad' ? loaded.mistakes.map(({ reason }) => reason) : [];
  expect(reasons.toSorted()).toEqual(
    Object.keys(VARIABLES)
      .map((name) => `the environment variable ${name} is not set`)
      .toSorted(),
  );
});

test('a printed configuration shows no secret', () => {
  const loaded = loadConfig({ ...ground, file: PRODUCTION_EXAMPLE, directory: '.', environment: VARIABLES });
  if (loaded.kind === 'bad') throw new Error('bad');
  const shown = JSON.stringify(maskedConfig(loaded.config, ground.connectors));
  const { DUKCAPIL_BASE_URL, DUKCAPIL_INSTITUTION, DUKCAPIL_IP_USER, BPJS_CONSUMER_ID, ...others } = VARIABLES;
  const { LAPOR_BASE_URL, LAPOR_CLIENT_ID, OSS_INSTITUTION, OSS_REGION_CODE, OSS_PUSH_USERNAME, ...secrets } = others;
  for (const secret of Object.values(secrets)) expect(shown).not.toContain(secret);
  const open = [DUKCAPIL_BASE_URL, DUKCAPIL_INSTITUTION, DUKCAPIL_IP_USER, BPJS_CONSUMER_ID];
  const ofOss = [OSS_INSTITUTION, OSS_REGION_CODE, OSS_PUSH_USERNAME];
  for (const value of [...open, ...ofOss, LAPOR_BASE_URL, LAPOR_CLIENT_ID]) expect(shown).toContain(value);
});

test('a printed configuration says which secrets are there', () => {
  const { config } = goodConfig(SMALL);
  expect(maskedConfig(config, ground.connectors)).toMatchObject({
    secretKey: '[missing]',
    instances: {
      bpjs: {
        settings: { consumerId: '1000', consumerSecret: '[set]', services: { 'vclaim-1.1': { userKey: '[missing]' } } },
      },
    },
  });
  expect(maskedConfig(config, {})).toMatchObject({ instances: { bpjs: { connector: 'bpjs', settings: '[set]' } } });
});

test('the reference in README.md is what openapi/config.yaml says (node hub/config/reference.ts)', () => {
  const readme = readFileSync(new URL('../../../hub/config/README.md', import.meta.url), 'utf8');
  expect(readme).toBe(withReference(readme));
});
