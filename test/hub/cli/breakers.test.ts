import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { openSqliteStore } from '../../../hub/store/sqlite/open.ts';
import { inProcess } from './in-process.ts';

test('a breaker is held with a reason, listed, given back, and known by its name', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'simpul-breakers-'));
  const run = (...args: string[]) => inProcess(['breakers', ...args], { SIMPUL_DATA_DIR: directory });
  try {
    const reason = 'server pindah, kata 9901010101900001';
    const opened = await run('open', 'bpjs', 'peserta-by-nik', '--reason', reason);
    expect(opened).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('is not asked') });
    const listed = await run('list');
    expect(listed.stdout).toMatch(/bpjs +peserta-by-nik +held open .*server pindah/);
    expect(listed.stdout).not.toContain('9901010101900001');
    const [misspelt, unsaid, nobody] = await Promise.all([
      run('close', 'bpjs', 'peserta-by-nk', '--reason', 'uji'),
      run('close', 'bpjs', 'peserta-by-nik', '--reason', ' '),
      run('auto', 'bjps', 'peserta-by-nik'),
    ]);
    expect(misspelt).toMatchObject({ code: 2, stderr: expect.stringContaining('peserta-by-nik') });
    expect(unsaid).toMatchObject({ code: 2, stderr: expect.stringContaining('--reason') });
    expect(nobody).toMatchObject({ code: 2, stderr: expect.stringContaining('bpjs') });
    expect(await run('auto', 'bpjs', 'peserta-by-nik')).toMatchObject({ code: 0 });
    const store = await openSqliteStore({ directory });
    try {
      expect(await store.breakers.words()).toMatchObject([{ to: 'auto', by: expect.stringMatching(/./), reason: '' }]);
    } finally {
      await store.close();
    }
  } finally {
    await rm(directory, { recursive: true });
  }
}, 120_000);
