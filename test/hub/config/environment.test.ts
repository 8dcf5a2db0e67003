// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the configuration file's own ${…} is what is tested here
import { expect, test } from '@jest/globals';
import { readConfigFile } from '../../../hub/config/file.ts';
import { resolveConfig } from '../../../hub/config/load.ts';
import { sandboxesOf } from '../../../hub/config/sandboxes.ts';
import { goodConfig, ground, load, mistakesOf, SMALL, withDirectory } from './with-config.ts';

const secretIs = (text: string) => SMALL.replace('kata-sandi', () => text);
const secretOf = (...parameters: Parameters<typeof load>) =>
  goodConfig(...parameters).config.instances.bpjs?.settings.consumerSecret;

test.each([
  { written: '${SECRET}', environment: { SECRET: 'abc' }, want: 'abc' },
  { written: 'x-${SECRET}-y', environment: { SECRET: 'abc' }, want: 'x-abc-y' },
  { written: '${SECRET:-otherwise}', environment: {}, want: 'otherwise' },
  { written: '${SECRET:-otherwise}', environment: { SECRET: '' }, want: 'otherwise' },
  { written: '${SECRET}', environment: { SECRET: 'has ${NAME} and $& in it' }, want: 'has ${NAME} and $& in it' },
  { written: '$${SECRET}', environment: { SECRET: 'abc' }, want: '${SECRET}' },
  { written: '${file:secret.txt}', environment: {}, want: 'from-a-file' },
])('$written with $environment is $want', ({ written, environment, want }) => {
  expect(secretOf(secretIs(written), { environment, files: { 'secret.txt': 'from-a-file\n' } })).toBe(want);
});

const at = 'instances.bpjs.settings.consumerSecret';
test.each([
  { written: '${SECRET}', want: `${at}: the environment variable SECRET is not set` },
  { written: '${file:nowhere.txt}', want: `${at}: the secret file nowhere.txt is not there or cannot be read` },
  { written: '${sandbox:bpjs}', want: `${at}: there is no sandbox "bpjs"; name it under "sandboxes"` },
  { written: '${vault:x}', want: expect.stringContaining('is not understood; write ${NAME}') },
])('$written without what it names is one mistake', ({ written, want }) => {
  expect(mistakesOf(secretIs(written))).toEqual([want]);
});

test('a number from the environment becomes a number, a text stays a text', () => {
  const yaml = `port: \${HUB_PORT}${SMALL.replace("'1000'", '${ID}').replace('agreementRequired: false', 'agreementRequired: ${ASK}')}`;
  const { config } = goodConfig(yaml, { environment: { HUB_PORT: '9090', ID: '0100', ASK: 'false' } });
  expect(config.port).toBe(9090);
  expect(config.instances.bpjs).toMatchObject({ agreementRequired: false, settings: { consumerId: '0100' } });
  expect(mistakesOf(yaml, { environment: { HUB_PORT: '70000', ID: '1', ASK: 'no' } })).toEqual([
    'port: must be <= 65535',
    'instances.bpjs.agreementRequired: must be true or false',
  ]);
});

const SECRET_KEY = 'kkkkkkkkkkkkkkkk${NOT_A_VARIABLE}';

test('the environment goes before the file', () => {
  const environment = {
    PORT: '9090',
    HOST: '0.0.0.0',
    SIMPUL_DATA_DIR: '/data',
    SIMPUL_SECRET_KEY: SECRET_KEY,
    SIMPUL_DEMO_KEY: 'demo-demo',
    SIMPUL_MODE: 'development',
    SIMPUL_LOG_LEVEL: 'debug',
  };
  expect(goodConfig(`port: \${NOT_NEEDED}\nhost: 127.0.0.1${SMALL}`, { environment }).config).toMatchObject({
    port: 9090,
    host: '0.0.0.0',
    dataDir: '/data',
    secretKey: SECRET_KEY,
    demoKey: 'demo-demo',
    logLevel: 'debug',
  });
});

test.each([
  { environment: { PORT: 'abc' }, want: 'PORT (environment): must be a whole number' },
  { environment: { PORT: '70000' }, want: 'PORT (environment): must be <= 65535' },
  { environment: { SIMPUL_MODE: 'prod' }, want: 'SIMPUL_MODE (environment): must be one of development, production' },
  {
    environment: { SIMPUL_SECRET_KEY: 'short' },
    want: 'SIMPUL_SECRET_KEY (environment): must have at least 32 characters',
  },
])('$want', ({ environment, want }) => expect(mistakesOf(SMALL, { environment })).toEqual([want]));

const sandboxed = (port: string) =>
  `sandboxes: { bpjs: ${port} }${SMALL.replace('https://upstream.example', '${sandbox:bpjs}')}`;
const addressIn = (loaded: ReturnType<typeof load>) =>
  loaded.kind === 'good'
    ? ground.connectors.bpjs?.addressOf(loaded.config.instances.bpjs?.settings as never, 'vclaim-1.1')
    : loaded;

test.each([
  { given: '{ port: 5001 }', want: 'http://127.0.0.1:5001/vclaim-rest-1.1' },
  { given: '{ port: "${BPJS_PORT:-5002}" }', want: 'http://127.0.0.1:5002/vclaim-rest-1.1' },
  { given: '{}', want: 'http://127.0.0.1:18082/vclaim-rest-1.1' },
])('a sandbox that nobody started is expected at its port: $given', ({ given, want }) => {
  expect(addressIn(load(sandboxed(given)))).toBe(want);
});

test('a hub resolves twice: what to start, then where it runs', () =>
  withDirectory((directory) => {
    const raw = readConfigFile({ environment: {}, directory });
    if (raw.kind === 'bad') throw new Error('bad');
    const first = resolveConfig(raw, ground);
    if (first.kind === 'bad') throw new Error('bad');
    expect(sandboxesOf(first.config, ground.connectors)).toEqual([
      { connector: 'dukcapil', port: 18081, people: 200 },
      { connector: 'bpjs', port: 18082, people: 200 },
      { connector: 'lapor', port: 18083, people: 200 },
      { connector: 'oss', port: 18084, people: 200 },
      { connector: 'bank-snap', port: 18085, people: 200 },
      { connector: 'bank-h2h', port: 18086, people: 200 },
      { connector: 'bank-ecollection', port: 18087, people: 200 },
      { connector: 'sipd', port: 18088, people: 200 },
    ]);
    const sandboxAddresses = { bpjs: 'http://127.0.0.1:4444' };
    expect(addressIn(resolveConfig(raw, { ...ground, sandboxAddresses }))).toBe(
      'http://127.0.0.1:4444/vclaim-rest-1.1',
    );
  }));

test('a sandbox gives keys where the file names it, the same each time, and nothing else', () => {
  const named = (text: string, sandboxes = 'sandboxes: { bank-snap: {} }') => `${secretIs(text)}${sandboxes}\n`;
  const sandboxAddresses = { 'bank-snap': 'http://127.0.0.1:4444' };
  const given = (key: string) => secretOf(named(`\${sandbox:bank-snap:${key}}`), { sandboxAddresses });
  const key = given('hub-private-key');
  expect(key).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
  expect(given('hub-private-key')).toBe(key);
  expect(given('bank-public-key')).toMatch(/^-----BEGIN PUBLIC KEY-----\n/);
  // a command that starts no sandbox needs none, and makes none
  expect(secretOf(named('${sandbox:bank-snap:hub-private-key}'))).toMatch(/made when the sandbox starts/);
  for (const [text, sandboxes] of [
    ['bank-snap:constructor', 'sandboxes: { bank-snap: {} }'],
    ['bank-snap:bank-private-key', 'sandboxes: { bank-snap: {} }'],
    ['bank-snap:hub-private-key', ''],
  ])
    expect(mistakesOf(named(`\${sandbox:${text}}`, sandboxes))).toEqual([
      `${at}: there is no sandbox "${text}"; name it under "sandboxes"`,
    ]);
});
