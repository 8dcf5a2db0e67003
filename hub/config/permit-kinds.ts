import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { DaftarJenisIzin, JenisIzinKota } from '../../openapi/generated/config.ts';
import { checkSchema } from './check-schema.ts';
import { type Finding, pathText } from './mistakes.ts';
import { isTree, type Tree, treeOf } from './values.ts';

/** The example that is shipped. */
const SHIPPED = fileURLToPath(new URL('jenis-izin.yaml', import.meta.url));
const AT = ['perizinan', 'jenisIzin'];
/** A file of another kind altogether has a mistake in every line. */
const MOST_MISTAKES = 20;

/** Puts the file's whole path in place of the one that was written, and lists what is wrong with the file. */
export function checkPermitKinds(config: Tree, directory: string): readonly Finding[] {
  const permits = treeOf(config.perizinan);
  if (typeof permits.jenisIzin !== 'string') return [];
  const file = resolve(directory, permits.jenisIzin);
  if (isTree(config.perizinan)) Object.assign(config.perizinan, { jenisIzin: file });
  const { mistakes } = read(file);
  const reason = mistakes.slice(0, MOST_MISTAKES).join('; ');
  return reason === '' ? [] : [{ at: AT, reason }];
}

/** Of a configuration that was checked. Throws where its file was spoilt since. */
export function permitKindsOf({
  perizinan: { jenisIzin: file = SHIPPED },
}: {
  readonly perizinan: { readonly jenisIzin?: string };
}): readonly JenisIzinKota[] {
  const { kinds, mistakes } = read(file);
  if (mistakes.length > 0) throw new Error(`${file}: ${mistakes.join('; ')}`);
  return kinds;
}

function read(file: string): { readonly kinds: readonly JenisIzinKota[]; readonly mistakes: readonly string[] } {
  const wrong = (mistakes: readonly string[]) => ({ kinds: [], mistakes });
  let value: unknown;
  try {
    value = parse(readFileSync(file, 'utf8'));
  } catch {
    return wrong(['names a file that is not there, cannot be read or is no YAML']);
  }
  const findings = checkSchema('DaftarJenisIzin', value, { filled: new Set() });
  if (findings.length > 0) return wrong(findings.map(({ at, reason }) => `in the file, ${pathText(at)}: ${reason}`));
  const kinds = (value as DaftarJenisIzin).jenis;
  return { kinds, mistakes: [...twice(kinds, ({ kode }) => [kode]), ...twice(kinds, ({ kodeIzin }) => kodeIzin)] };
}

function twice(kinds: readonly JenisIzinKota[], codesOf: (kind: JenisIzinKota) => readonly string[]) {
  const seen = new Set<string>();
  return kinds.flatMap((kind, index) =>
    codesOf(kind)
      .filter((code) => seen.size === seen.add(code).size)
      .map((code) => `in the file, jenis[${index}]: "${code}" is there twice`),
  );
}
