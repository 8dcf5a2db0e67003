// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the configuration file's own ${…} is what is tested here
import { expect, test } from '@jest/globals';
import { loadConfig } from '../../../hub/config/load.ts';
import { mistakesText } from '../../../hub/config/mistakes.ts';
import { goodConfig, ground, load, mistakesOf, SMALL, withDirectory } from './with-config.ts';

const change = (from: string, to: string) => {
  expect(SMALL).toContain(from);
  return SMALL.replace(from, to);
};

test('the smallest file is good and gets every default', () => {
  const { config, warnings } = goodConfig(SMALL);
  expect(warnings).toEqual([]);
  expect(config).toMatchObject({ mode: 'development', port: 8080, limits: { bodyBytes: 65536 }, agreements: [] });
  expect(config.instances.bpjs).toMatchObject({ limits: { timeoutMs: 8000 }, breaker: { windowMs: 3000 } });
});

test('what a kind of bill leaves out gets the defaults of the law and of the hub', () => {
  const yaml = `${SMALL}tagihan: { jenis: { pbb: { denda: [{ persenPerBulan: 2 }] }, restoran: {} } }`;
  const { config } = goodConfig(yaml);
  expect(config.tagihan).toEqual({
    kodeWilayahNop: '1276',
    jenis: {
      pbb: {
        denda: [{ persenPerBulan: 2, palingLamaBulan: 24 }],
        aturanBayar: 'tetap',
        kelebihan: 'tolak',
        tenggangMenit: 0,
      },
      restoran: { aturanBayar: 'tetap', kelebihan: 'tolak', tenggangMenit: 0 },
    },
  });
  expect(config.pembayaran).toEqual({
    utama: {},
    berlakuJam: 24,
    qrisMenit: 60,
    balikSampai: '23:59',
    batasJawabDetik: 10,
  });
});

test.each([
  { yaml: `port: 70000${SMALL}`, want: ['port: must be <= 65535'] },
  { yaml: `port: '8080'${SMALL}`, want: ['port: must be a whole number: leave out the quotes'] },
  { yaml: `prot: 8080${SMALL}`, want: ['prot: is not known; did you mean "port"?'] },
  { yaml: `mode: prod${SMALL}`, want: ['mode: must be one of development, production'] },
  { yaml: 'port: 8080', want: ['instances: is missing; it must be set'] },
  { yaml: 'instances:', want: ['instances: is empty; it must be a group of settings'] },
  {
    yaml: change('  bpjs:', '  BPJS:'),
    want: [expect.stringMatching(/^instances\.BPJS: is not a possible name\. Small/)],
  },
  {
    yaml: change('connector: bpjs', 'connector: bpsj'),
    want: ['instances.bpjs.connector: there is no connector "bpsj"; did you mean "bpjs"?'],
  },
  {
    yaml: change('consumerId:', 'consumerID:'), // and not "consumerId is missing" as well
    want: ['instances.bpjs.settings.consumerID: is not known; did you mean "consumerId"?'],
  },
  {
    yaml: change("'1000'", '0100'), // as a number it would lose its zero
    want: ['instances.bpjs.settings.consumerId: must be text: put it in quotes'],
  },
  { yaml: change('kata-sandi', "''"), want: ['instances.bpjs.settings.consumerSecret: is empty'] },
  {
    yaml: change('vclaim-rest-1.1', 'vclaim-rest-1.1/'),
    want: [
      expect.stringMatching(/^instances\.bpjs\.settings\.services\.vclaim-1\.1\.baseUrl: .*without a trailing slash/),
    ],
  },
  {
    yaml: change('[vclaim-1.1]', '[vclaim-1.2]'),
    want: ['instances.bpjs.releases[0]: there is no release "vclaim-1.2" in mappings/bpjs; did you mean "vclaim-1.1"?'],
  },
  {
    yaml: change('[vclaim-1.1]', '[vclaim-1.1, antrean-rs]'),
    want: [expect.stringMatching(/settings\.services\.antrean-rs: is missing; release "antrean-rs" asks there/)],
  },
  {
    yaml: change('settings:', 'tls: { caFile: city.pem }\n    settings:'),
    want: ['instances.bpjs.tls.caFile: city.pem is not there'],
  },
  {
    yaml: change('settings:', 'simpan: { peserta: { keep: penuh } }\n    settings:'),
    want: [
      expect.stringMatching(/^instances\.bpjs\.simpan\.peserta: none of the instance's releases has this operation/),
    ],
  },
  {
    yaml: `${SMALL}services: { getPeserta: { instances: [bjps] } }`,
    want: ['services.getPeserta.instances[0]: there is no instance "bjps"; did you mean "bpjs"?'],
  },
  {
    yaml: `${SMALL}sandboxes: { bank: {} }`,
    want: [
      expect.stringMatching(/^sandboxes\.bank: there is no connector "bank"; known here: .*bpjs, dukcapil, lapor/),
    ],
  },
  {
    yaml: `${SMALL}agreements: [{ nomor: a, instansi: dukcapil, keperluan: [KTP], bidang: ['*'], berlakuSampai: 2026-02-30 }]`,
    want: expect.arrayContaining([
      'agreements[0].instansi: there is no instance "dukcapil"; known here: bpjs',
      expect.stringMatching(/^agreements\[0\]\.keperluan\[0\]: is not in the right form/),
      'agreements[0].berlakuSampai: must be a real date, like 2030-12-31',
    ]),
  },
  {
    yaml: `${SMALL}pembayaran: { utama: { va: bank-bni, qris: bpsj }, balikSampai: '24:00' }`,
    want: [
      expect.stringMatching(/^pembayaran\.balikSampai: is not in the right form/),
      'pembayaran.utama.va: there is no instance "bank-bni"; known here: bpjs',
      'pembayaran.utama.qris: there is no instance "bpsj"; did you mean "bpjs"?',
    ],
  },
  {
    yaml: `${SMALL}tagihan: { kodeWilayahNop: 1276, jenis: { PBB: {}, pbb: { denda: [{ persenPerBulan: 11 }] } } }`,
    want: expect.arrayContaining([
      'tagihan.kodeWilayahNop: must be text: put it in quotes',
      expect.stringMatching(/^tagihan\.jenis\.PBB: is not a possible name\. 2 to 40 small letters/),
      'tagihan.jenis.pbb.denda[0].persenPerBulan: must be <= 10',
    ]),
  },
  { yaml: '', want: [expect.stringMatching(/^: holds no settings/)] },
])('$want', ({ yaml, want }) => expect(mistakesOf(yaml)).toEqual(want));

test('a setting that a release has in its paths must be there', () => {
  const yaml = `
instances:
  dukcapil:
    connector: dukcapil
    releases: [regional]
    settings:
      services: { regional: { baseUrl: 'http://10.0.0.1:8080', region: 12-75, userId: a, password: b, ipUser: c } }
`;
  const at = 'instances.dukcapil.settings.services.regional.regionUser';
  expect(mistakesOf(yaml)).toEqual([`${at}: is missing; release "regional" has it in its paths`]);
});

test('a release whose protocol the connector does not speak is a mistake', () => {
  const { bpjs } = ground.connectors;
  if (!bpjs) throw new Error('no bpjs connector');
  expect(mistakesOf(SMALL, { connectors: { bpjs: { ...bpjs, protocols: {} } } })).toEqual([
    'instances.bpjs.releases[0]: release "vclaim-1.1" needs protocol "vclaim-1", which this connector does not speak',
  ]);
});

test('a service that does not exist is a mistake where the caller knows the services', () => {
  const yaml = `${SMALL}services: { getPesreta: { instances: [bpjs] } }`;
  expect(mistakesOf(yaml)).toEqual([]);
  expect(mistakesOf(yaml, { services: ['getPeserta'] })).toEqual([
    'services.getPesreta: there is no service "getPesreta"; did you mean "getPeserta"?',
  ]);
});

test('every mistake of a file is listed at once, with its line', () => {
  const yaml = `port: 70000${change('consumerId: ', 'consumerID: ')}services: { getPeserta: { instances: [x] } }`;
  const loaded = load(yaml, { environment: { SIMPUL_LOG_LEVEL: 'loud' } });
  if (loaded.kind === 'good') throw new Error('good');
  expect(mistakesText(loaded.file, loaded.mistakes).split('\n')).toEqual([
    'simpul.yaml: 4 mistakes',
    '  SIMPUL_LOG_LEVEL (environment): must be one of debug, info, warn, error, silent',
    '  line 1: port: must be <= 65535',
    '  line 8: instances.bpjs.settings.consumerID: is not known; did you mean "consumerId"?',
    '  line 13: services.getPeserta.instances[0]: there is no instance "x"; known here: bpjs',
  ]);
});

test.each([
  { yaml: 'port: 1\nhost: [', line: 2, reason: /^column \d+: Flow sequence/ },
  { yaml: 'password: !abc', line: 1, reason: /begins with ! needs quotes$/ },
  { yaml: 'port: 1\nhost: x\nport: 2', line: 3, reason: /^column 1: this name is there twice/ },
  { yaml: 'a: { b: ${NAME} }', line: 1, reason: /needs quotes$/ },
])('broken YAML says where: $reason', ({ yaml, line, reason }) => {
  expect(load(yaml)).toMatchObject({ kind: 'bad', mistakes: [{ line, reason: expect.stringMatching(reason) }] });
});

test('broken YAML does not repeat what stands there, which may be a secret', () => {
  for (const yaml of [
    'a: { b: 1 } "kata-sandi"',
    'a: [\n kata-sandi',
    'a: *kata-sandi',
    'a: !kata-sandi',
    'a: "kata-sandi',
  ]) {
    const loaded = load(yaml);
    expect(loaded.kind).toBe('bad');
    expect(JSON.stringify(loaded)).not.toContain('kata-sandi');
  }
});

test('a named file that is missing is a mistake that says who named it', () =>
  withDirectory((directory) => {
    const sources = { ...ground, directory };
    const named = loadConfig({ ...sources, file: 'city.yaml', environment: {} });
    const fromEnvironment = loadConfig({ ...sources, environment: { SIMPUL_CONFIG: 'city.yaml' } });
    expect(named).toMatchObject({ kind: 'bad', file: 'city.yaml' });
    expect(JSON.stringify([named, fromEnvironment])).toMatch(/--config names a file.*SIMPUL_CONFIG names a file/);
  }));
