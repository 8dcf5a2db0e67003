import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Verdict } from '../../../hub/mapping/verdict.ts';
import { envelope, MEMBER, PESERTA } from '../../connectors/bpjs/wire.ts';
import { NIK, one, PENDUDUK, RECORD } from '../../connectors/dukcapil/wire.ts';
import { readAnswer } from '../../connectors/read-answer.ts';

/** An upstream changes one thing overnight. Whatever it is: nobody may be told "no such person", and no field may lie. */
type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type Path = readonly string[];

const KINDS = ['drop', 'rename', 'retype', 'nest', 'null', 'blank', 'reorder', 'add', 'new-code'] as const;
type Kind = (typeof KINDS)[number];

/** A code list's `otherwise`: what an unknown code is allowed to become. */
const OTHERWISE: ReadonlySet<unknown> = new Set([false, 'lainnya', 'tidak-tahu']);
const NEW_CODE = 'XQ9';
const CODED: ReadonlySet<string> = new Set([
  ...[
    'peserta.sex',
    'peserta.statusPeserta.kode',
    'peserta.hakKelas.kode',
    'peserta.jenisPeserta.kode',
    'peserta.pisa',
  ],
  ...['JENIS_KLMIN', 'AGAMA', 'STATUS_KAWIN', 'STAT_HBKEL', 'GOL_DARAH', 'EKTP_STATUS'],
]);

const subjects = [
  {
    name: 'peserta',
    payload: { peserta: PESERTA } as Json,
    original: MEMBER as Json,
    read: (payload: Json) =>
      readAnswer('bpjs', {
        release: 'vclaim-2.0',
        operation: 'peserta-by-nik',
        asked: { nik: MEMBER.nik, tanggal: '2026-11-20' },
        body: envelope('200', 'OK', textOf(payload)),
      }),
  },
  {
    name: 'penduduk',
    payload: JSON.parse(RECORD) as Json,
    original: PENDUDUK as Json,
    read: (payload: Json) =>
      readAnswer('dukcapil', {
        release: 'national',
        operation: 'call-nik',
        asked: { nik: NIK },
        body: one(textOf(payload)),
      }),
  },
];

/** Written as a JSON number digit by digit: a number of JavaScript would lose the last one of a long identifier. */
const AS_NUMBER = 'number:';
function textOf(payload: Json): string {
  return JSON.stringify(payload).replace(new RegExp(`"${AS_NUMBER}(\\d+)"`, 'g'), '$1');
}

const isGroup = (value: Json): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function pathsIn(value: Json, at: Path = []): readonly Path[] {
  if (!isGroup(value)) return [];
  return Object.entries(value).flatMap(([name, below]) => [[...at, name], ...pathsIn(below, [...at, name])]);
}

/** `change` gets the members of the group that holds the path, and gives those it has from now on. */
function changeAt(
  value: Json,
  [name = '', ...rest]: Path,
  change: (entries: [string, Json][], name: string) => [string, Json][],
): Json {
  if (!isGroup(value)) return value;
  const entries = Object.entries(value);
  if (rest.length === 0) return Object.fromEntries(change(entries, name));
  return Object.fromEntries(entries.map(([key, below]) => [key, key === name ? changeAt(below, rest, change) : below]));
}

const replace = (to: (value: Json) => Json) => (entries: [string, Json][], name: string) =>
  entries.map(([key, value]): [string, Json] => [key, key === name ? to(value) : value]);

function retyped(value: Json, pick: number): Json {
  const asText = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  const asNumber = typeof value === 'string' && /^\d+$/.test(value) ? `${AS_NUMBER}${BigInt(value)}` : asText;
  return [asNumber, [value], pick % 2 === 0, { value }][pick % 4] ?? null;
}

function mutated(payload: Json, kind: Kind, path: Path, pick: number): Json {
  switch (kind) {
    case 'drop':
      return changeAt(payload, path, (entries, name) => entries.filter(([key]) => key !== name));
    case 'rename':
      return changeAt(payload, path, (entries, name) =>
        entries.map(([key, value]) => [key === name ? `${['baru', '_', ' ', 'X'][pick % 4]}${key}` : key, value]),
      );
    case 'retype':
      return changeAt(
        payload,
        path,
        replace((value) => retyped(value, pick)),
      );
    case 'nest':
      return changeAt(
        payload,
        path,
        replace((value) => ({ [['data', 'value', 'list'][pick % 3] ?? '']: value })),
      );
    case 'null':
      return changeAt(
        payload,
        path,
        replace(() => null),
      );
    case 'blank':
      return changeAt(
        payload,
        path,
        replace(() => ['', ' ', '\t'][pick % 3] ?? ''),
      );
    case 'reorder':
      return changeAt(payload, path, (entries) => entries.toSorted(([one], [other]) => (one < other ? 1 : -1)));
    case 'add':
      return changeAt(payload, path, (entries) => [['baru', [1, 'x', null, { a: 1 }][pick % 4] ?? null], ...entries]);
    case 'new-code':
      return CODED.has(path.join('.'))
        ? changeAt(
            payload,
            path,
            replace(() => NEW_CODE),
          )
        : payload;
    default:
      return kind satisfies never;
  }
}

/** Where the value says something else than before. Missing and null are silence, not another word. */
function lies(value: unknown, original: unknown, kind: Kind, at = ''): readonly string[] {
  if (value === undefined || value === null || Object.is(value, original)) return [];
  if (kind === 'new-code' && (value === NEW_CODE || OTHERWISE.has(value))) return [];
  if (typeof value !== 'object') return [`${at}: ${JSON.stringify(value)}, was ${JSON.stringify(original)}`];
  const before = (typeof original === 'object' && original !== null ? original : {}) as Record<string, unknown>;
  return Object.entries(value).flatMap(([name, below]) => lies(below, before[name], kind, `${at}.${name}`));
}

function told(verdict: Verdict, original: Json, kind: Kind): readonly string[] {
  if (verdict.kind === 'changed') return verdict.drift.length > 0 ? [] : ['changed, and nobody is told where'];
  return verdict.kind === 'found' ? lies(verdict.value, original, kind) : [`is ${verdict.kind}`];
}

test.each(subjects)('a $name whose upstream changed one thing is never absent and never wrong', async (subject) => {
  const { payload, original, read } = subject;
  const paths = pathsIn(payload);
  const property = fc.asyncProperty(
    fc.constantFrom(...KINDS),
    fc.constantFrom(...paths),
    fc.nat({ max: 11 }),
    async (kind, path, pick) => {
      expect(told(await read(mutated(payload, kind, path, pick)), original, kind)).toEqual([]);
    },
  );
  await fc.assert(property, { numRuns: 1500 }); // on failure fast-check prints the seed, the path and the mutation
});

test.each(subjects)('an unchanged $name is what it was', async ({ payload, original, read }) => {
  expect(await read(payload)).toEqual({ kind: 'found', value: original, drift: [] });
});

test.each(subjects)('every field of a $name, each dropped, renamed, nested and null in turn', async (subject) => {
  const { payload, original, read } = subject;
  for (const path of pathsIn(payload))
    for (const kind of KINDS)
      for (let pick = 0; pick < 4; pick += 1) {
        const wrong = told(await read(mutated(payload, kind, path, pick)), original, kind);
        expect({ kind, path: path.join('.'), pick, wrong }).toEqual({ kind, path: path.join('.'), pick, wrong: [] });
      }
});
