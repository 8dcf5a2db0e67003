import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FacadeOperation } from '../../../../hub/mapping/backwards/facade.ts';
import type { Asked } from '../../../../hub/mapping/field.ts';
import type { LoadedOperation } from '../../../../hub/mapping/load.ts';
import { loadShipped } from '../shipped.ts';
import { anyOf } from './arbitrary.ts';

/** What is read backwards must read forwards to the same: a façade that loses or turns a field lies to its application. */
const NOW = new Date('2026-11-20T03:00:00Z');
const { releases } = loadShipped();

interface Both {
  readonly name: string;
  readonly forwards: LoadedOperation;
  readonly backwards: FacadeOperation;
}
const all: readonly Both[] = [...releases.values()].flatMap(({ upstream, name, operations, facade }) =>
  (facade?.operations ?? []).flatMap((backwards) => {
    const forwards = operations.get(backwards.name);
    return forwards ? [{ name: `${upstream}/${name} ${backwards.name}`, forwards, backwards }] : [];
  }),
);
const named = (name: string): Both => {
  const found = all.find((one) => one.name === name);
  if (!found) throw new Error(`no façade ${name}`);
  return found;
};

test('the old interfaces of three systems can be read backwards, with all their operations', () => {
  expect(all.map(({ name }) => name).sort()).toEqual([
    'bpjs/vclaim-1.1 peserta-by-kartu',
    'bpjs/vclaim-1.1 peserta-by-nik',
    'bpjs/vclaim-1.1 referensi-poli', // what a probe asks; no façade offers it
    'bpjs/vclaim-1.1 rujukan',
    'bpjs/vclaim-1.1 rujukan-by-kartu',
    'dukcapil/regional call-nik',
    'dukcapil/regional verifikasi',
    'lapor/legacy-xml laporan-kirim',
  ]);
});

const SETTINGS = { region: '12-75', regionUser: 'diskominfo_1275' };

/** The call of a question, recognised, and asked again. */
function askedAgain({ forwards, backwards }: Both, asked: Asked) {
  const call = forwards.call(asked, SETTINGS);
  const [path = '', query = ''] = call.path.split('?');
  const recognised = backwards.recognise({ ...call, path, query: new URLSearchParams(query), body: call.body });
  if (recognised?.kind !== 'asked') throw new Error(`is ${recognised?.kind ?? 'not recognised'}`);
  return { call, again: forwards.call(recognised.asked, SETTINGS) };
}

const examples = all.flatMap((both) =>
  (both.forwards.file.examples ?? []).map((example) => ({ what: `${both.name}: ${example.name}`, both, example })),
);

test.each(examples.filter(({ example }) => example.call))('asks the same again: $what', ({ both, example }) => {
  const { call, again } = askedAgain(both, example.asked ?? {});
  expect(again).toEqual(call);
});

test('whatever is asked of a verification is recognised', () => {
  const both = named('dukcapil/regional verifikasi');
  const wanted = anyOf('PermintaanVerifikasi').map((asked) => ({
    ...(asked as Asked),
    nik: '1275015508909901',
    ambang: 90,
  }));
  fc.assert(
    fc.property(wanted, (asked) => {
      const { call, again } = askedAgain(both, asked);
      expect(again).toEqual(call);
    }),
    { numRuns: 300 },
  );
});

test('a number in the path may hold what has to be encoded', () => {
  const both = named('bpjs/vclaim-1.1 rujukan');
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, unit: 'grapheme' }).map((text) => text.trim() || 'X'),
      (nomorRujukan) => {
        const { call, again } = askedAgain(both, { nomorRujukan });
        expect(again).toEqual(call);
      },
    ),
  );
});

/** Written as the old server wrote it, and read as the hub reads the old server. */
async function readAgain({ forwards, backwards }: Both, value: unknown, asked: Asked): Promise<unknown> {
  const found = backwards.found(value, { asked, now: NOW, allowed: undefined });
  if (found?.payload === undefined) throw new Error('is no record there');
  const { code } = found.word;
  const reply = { payload: found.payload, httpStatus: 200, ...(code === undefined ? {} : { code }) };
  const verdict = await forwards.read(reply, { asked, now: NOW });
  if (verdict.kind !== 'found') throw new Error(JSON.stringify(verdict));
  return verdict.value;
}

/** A branch of nothing but nulls, an empty one and a missing one say the same. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value)
    .map(([name, below]) => [name, plain(below)] as const)
    .filter(([, below]) => below !== null && below !== undefined && !isEmpty(below));
  return Object.fromEntries(members);
}
const isEmpty = (value: unknown) => typeof value === 'object' && value !== null && Object.keys(value).length === 0;

test.each(examples.filter(({ example }) => 'want' in example))(
  'reads the same again: $what',
  async ({ both, example }) => {
    const asked = example.asked ?? {};
    const reply = {
      payload: example.given,
      httpStatus: 200,
      ...(example.code === undefined ? {} : { code: example.code }),
    };
    const verdict = await both.forwards.read(reply, { asked, now: NOW });
    if (verdict.kind !== 'found') throw new Error(`is ${verdict.kind}`);
    expect(plain(await readAgain(both, verdict.value, asked))).toEqual(plain(verdict.value));
  },
);

type Tree = Record<string, unknown>;
const member = (value: unknown, name: string): Tree => ((value as Tree)[name] ?? {}) as Tree;

/** What an upstream can have said: two fields of one source never disagree. */
const subjects = [
  {
    name: 'bpjs/vclaim-1.1 peserta-by-nik',
    asked: { nik: '9901010101900001', tanggal: '2026-11-20' },
    values: anyOf('Peserta').map((value) => {
      const { status: _, ...peserta } = value as Tree;
      const status = { kode: peserta.aktif ? '0' : '5', nama: 'X' };
      return { jenisKelamin: 'L', tanggalLahir: '1990-01-01', ...peserta, status };
    }),
  },
  {
    name: 'bpjs/vclaim-1.1 rujukan',
    asked: {},
    // an inactive member inside a referral: no code says so, and none is made up
    values: anyOf('Rujukan').map((value) => ({
      ...(value as Tree),
      peserta: { ...member(value, 'peserta'), aktif: true },
    })),
  },
  {
    name: 'dukcapil/regional call-nik',
    asked: { nik: '9471014507929903' },
    values: anyOf('Penduduk').map((value) => {
      const alamat = member(value, 'alamat');
      const area = (name: string, kode: string) => ({ [name]: { ...member(alamat, name), kode } });
      return {
        ...(value as Tree),
        ...{ nik: '9471014507929903', nama: 'X', status: 'hidup' },
        alamat: {
          ...alamat,
          ...area('provinsi', '12'),
          ...area('kabupatenKota', '12.75'),
          ...area('kecamatan', '12.75.01'),
          ...area('kelurahan', '12.75.01.1005'),
        },
      };
    }),
  },
];

test.each(subjects)('any value of $name reads the same again', async ({ name, asked, values }) => {
  const both = named(name);
  await fc.assert(
    fc.asyncProperty(values, async (value) => {
      expect(plain(await readAgain(both, value, asked))).toEqual(plain(value));
    }),
    { numRuns: 300 },
  );
});

test('a list reads the same again', async () => {
  const both = named('bpjs/vclaim-1.1 rujukan-by-kartu');
  const rujukan = subjects[1]?.values ?? fc.constant({});
  await fc.assert(
    fc.asyncProperty(fc.array(rujukan, { maxLength: 4 }), async (value) => {
      expect(plain(await readAgain(both, value, {}))).toEqual(plain(value));
    }),
  );
});

test('whatever came of a verification reads the same again', async () => {
  const both = named('dukcapil/regional verifikasi');
  const elements = anyOf('ElemenVerifikasi').map((elemen) => ({ ...(elemen as Tree), nik: { hasil: 'cocok' } }));
  await fc.assert(
    fc.asyncProperty(elements, async (elemen) => {
      const terverifikasi = Object.values(elemen).every((one) => (one as Tree).hasil === 'cocok');
      const value = { status: 'hidup', elemen, terverifikasi };
      expect(await readAgain(both, value, askedOf(elemen))).toEqual(value);
    }),
    { numRuns: 300 },
  );
});

/** A question for each element that was judged. */
function askedOf(elemen: Tree): Asked {
  const codes = {
    kodeProvinsi: 'provinsi',
    kodeKabupatenKota: 'kabupatenKota',
    kodeKecamatan: 'kecamatan',
    kodeKelurahan: 'kelurahan',
  };
  const asked: Tree = { kodeWilayah: {} };
  for (const name of Object.keys(elemen)) {
    const code = codes[name as keyof typeof codes];
    if (code) member(asked, 'kodeWilayah')[code] = '1';
    else asked[name] = 'X';
  }
  return asked;
}
