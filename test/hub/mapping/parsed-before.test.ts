import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { openShippedBefore, readReleaseFolders } from '../../../hub/mapping/files.ts';
import { MAPPINGS } from '../../../hub/mapping/load.ts';
import { openParsedBefore } from '../../../hub/mapping/parsed-before.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'simpul-parsed-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Another process, on the same file. */
const open = (version = '1') => openParsedBefore(join(folder, 'deep', 'parsed.json'), version);
const VALUE = { operation: 'peserta', examples: [{ given: null, want: { nik: '9901010101900001' } }] };

test('what one process parsed another one has, by what is in it and what it is', () => {
  const first = open();
  expect(first.get('operation', 'a: 1')).toBeUndefined();
  first.put('operation', 'a: 1', VALUE);
  first.keep();
  expect(open().get('operation', 'a: 1')).toEqual(VALUE);
  expect(open().get('operation', 'a: 2')).toBeUndefined();
  expect(open().get('release', 'a: 1')).toBeUndefined();
  expect(readdirSync(join(folder, 'deep'))).toEqual(['parsed.json']);
});

test('what was read in another way is not believed', () => {
  const first = open();
  first.put('operation', 'a: 1', VALUE);
  first.keep();
  expect(open('2').get('operation', 'a: 1')).toBeUndefined();
});

test('only what is still used stays', () => {
  const first = open();
  first.put('operation', 'before the edit', VALUE);
  first.put('operation', 'not edited', VALUE);
  first.keep();
  const second = open();
  second.get('operation', 'not edited');
  second.put('operation', 'after the edit', VALUE);
  second.keep();
  const there = ['before the edit', 'not edited', 'after the edit'].map((text) => open().get('operation', text));
  expect(there).toEqual([undefined, VALUE, VALUE]);
});

test('a value that JSON would change is parsed each time', () => {
  const first = open();
  const values = [Number.NaN, new Date(0), { a: undefined }, -0];
  for (const [index, value] of values.entries()) first.put('operation', `${index}`, { value });
  first.keep();
  expect(['0', '1', '2', '3'].map((text) => open().get('operation', text))).toEqual(Array(4).fill(undefined));
});

test.each(['', '{', '{"version":"1"}', '{"version":"1","files":[1]}', 'null'])(
  'a broken file, %p, is as none',
  (text) => {
    const first = open();
    first.put('operation', 'a: 1', VALUE);
    first.keep();
    writeFileSync(join(folder, 'deep', 'parsed.json'), text);
    const second = open();
    expect(second.get('operation', 'a: 1')).toBeUndefined();
    second.put('operation', 'a: 1', VALUE);
    second.keep();
    expect(open().get('operation', 'a: 1')).toEqual(VALUE);
  },
);

test('where nothing can be written nothing is kept, and nobody is troubled', () => {
  writeFileSync(join(folder, 'deep'), 'a file where the folder would be');
  const first = open();
  first.put('operation', 'a: 1', VALUE);
  first.keep();
  expect(open().get('operation', 'a: 1')).toBeUndefined();
  expect(readdirSync(folder)).toEqual(['deep']);
});

test('the shipped mappings come back as their files say', () => {
  const file = join(folder, 'shipped.json');
  const kept = openShippedBefore(pathToFileURL(file));
  readReleaseFolders(MAPPINGS, () => {}, { before: kept });
  const texts = readReleaseFolders(MAPPINGS, () => {}).flatMap(({ directory, operations }) =>
    [join(directory, 'release.yaml'), ...operations.map(({ path }) => path)].map((path) => readFileSync(path, 'utf8')),
  );
  expect(texts.length).toBeGreaterThan(100);
  expect(existsSync(file)).toBe(true);
  const another = openShippedBefore(pathToFileURL(file));
  for (const text of texts) {
    const kind = /^release:/m.test(text) && /^upstream:/m.test(text) ? 'release' : 'operation';
    expect(another.get(kind, text)).toEqual(parse(text, { merge: true }));
  }
});
