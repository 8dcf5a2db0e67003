import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Asked } from '../../../hub/mapping/field.ts';
import { sampleContext } from '../../../hub/releases/answers-kept.ts';
import type { KeptAnswer, ReleaseStore } from '../../../hub/store/releases.ts';
import { sealsOf } from '../../../hub/store/sealing.ts';
import { openSqliteStore } from '../../../hub/store/sqlite/open.ts';
import { envelope, sealed } from '../../connectors/bpjs/wire.ts';
import { inProcess } from './in-process.ts';
import type { Ended } from './simpul.ts';

const SECRET = 'a secret of the tests, 32 characters at least';
const AT = Date.parse('2026-11-20T03:00:00Z');

export interface City {
  readonly path: string;
  run(...args: string[]): Promise<Ended>;
  /** Writes files of the city's own mappings. */
  write(files: Readonly<Record<string, string>>): Promise<void>;
  /** Its own mappings as they are, by path. */
  mappings(): Promise<Readonly<Record<string, string>>>;
  /** What a hub would have kept: VClaim 2.0 answers to `peserta-by-nik`, sealed twice, the newest last. */
  keep(verdict: KeptAnswer['verdict'], pesertas: readonly object[], asked?: Asked): Promise<void>;
  store<Result>(use: (store: ReleaseStore) => Promise<Result>): Promise<Result>;
}

/** The command line over data and mappings of a city of its own, without a hub. */
export async function withCity(use: (city: City) => Promise<void>): Promise<void> {
  const path = await mkdtemp(join(tmpdir(), 'simpul-city-'));
  const environment = {
    SIMPUL_DATA_DIR: join(path, 'data'),
    SIMPUL_MAPPINGS_DIR: join(path, 'mappings'),
    SIMPUL_SECRET_KEY: SECRET,
  };
  const write: City['write'] = async (files) => {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(path, 'mappings', name)), { recursive: true });
      await writeFile(join(path, 'mappings', name), text);
    }
  };
  const store: City['store'] = async (work) => {
    const opened = await openSqliteStore({ directory: join(path, 'data') });
    try {
      return await work(opened.releases);
    } finally {
      await opened.close();
    }
  };
  let minute = 0;
  try {
    await mkdir(join(path, 'mappings'));
    await use({
      ...{ path, write, store },
      run: (...args) => inProcess(args, environment),
      mappings: () => filesIn(join(path, 'mappings')),
      async keep(verdict, pesertas, asked) {
        const answers = pesertas.map((peserta): KeptAnswer => {
          minute += 1;
          const at = AT + minute * 60_000;
          return { ...ABOUT, verdict, at, sealed: sealedSample(peserta, at, asked) };
        });
        await store((releases) => releases.keepAnswers(answers, 20));
      },
    });
  } finally {
    await rm(path, { recursive: true });
  }
}

const ABOUT = { instance: 'bpjs', operation: 'peserta-by-nik', release: 'vclaim-2.0' };

/** As it came: opened by the secret of the account and the second it was asked in. */
export function sealedSample(peserta: object, at: number, asked?: Asked): Uint8Array {
  const key = `1000contoh-rahasia${Math.floor(at / 1000)}`;
  const text = envelope('200', 'OK', JSON.stringify(sealed(JSON.stringify({ peserta }), key)));
  const response = { status: 200, headers: { 'content-type': 'application/json' }, text };
  const sample = JSON.stringify({ at, response, ...(asked ? { asked } : {}) });
  return sealsOf(SECRET).sealing.seal(sample, sampleContext(ABOUT.instance, ABOUT.operation));
}

async function filesIn(directory: string): Promise<Readonly<Record<string, string>>> {
  if (!existsSync(directory)) return {};
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const pairs = files.map(async (file) => [file.slice(directory.length + 1), await readFile(file, 'utf8')] as const);
  return Object.fromEntries(await Promise.all(pairs));
}
