import { expect, test } from '@jest/globals';
import type { UjiOperasi } from '../../../hub/console/views/perubahan.ts';
import { until } from '../until.ts';
import { AT, another, changes, read, whole, withNothingOwn } from './mending.ts';
import { auditOf, problemOf } from './queue.ts';
import { signedIn } from './signed-in.ts';

const SAY = { alasan: 'uji', patok: false, paksa: false };

test('a release is chosen, kept and gone back from, with who and why', () =>
  withNothingOwn(async (hub) => {
    const operator = await signedIn(hub, 'operator');
    const inUse = async () => {
      const { rilis, dipatok } = await whole(operator);
      return `${rilis}${dipatok ? ' dipatok' : ''}`;
    };
    expect(problemOf(await operator.post(`${AT}/mundur`))).toBe('409 bentrok');
    expect((await operator.put(`${AT}/rilis`, { ...SAY, rilis: 'vclaim-1.1' })).body).toEqual({ berhenti: 0 });
    expect(await inUse()).toBe('vclaim-1.1');
    await until('the hub asks so', async () => (await read(hub, another())) === '200 segar vclaim-1.1');
    expect((await operator.put(`${AT}/patok`, { patok: true, alasan: 'pekan pajak' })).status).toBe(204);
    expect(await inUse()).toBe('vclaim-1.1 dipatok');
    expect((await whole(operator)).riwayat.map(({ rilis, oleh, sebab }) => `${rilis} ${oleh} ${sebab}`)).toEqual([
      'vclaim-1.1 uji-operator pekan pajak',
      'vclaim-1.1 uji-operator uji',
    ]);
    expect((await operator.put(`${AT}/patok`, { patok: false, alasan: '' })).status).toBe(204);
    expect(problemOf(await operator.put(`${AT}/patok`, { patok: false, alasan: '' }))).toBe('409 bentrok');
    expect((await operator.post(`${AT}/mundur`)).status).toBe(200);
    expect((await operator.post(`${AT}/mundur`)).status).toBe(200);
    await until('it is written down', async () =>
      (await auditOf(hub, operator)).some((line) => line.includes('rilis-mundur')),
    );
    for (const rilis of ['vclaim-9', 'antrean-rs'])
      expect(problemOf(await operator.put(`${AT}/rilis`, { ...SAY, rilis }))).toBe('404 tidak-ditemukan');
    expect(problemOf(await operator.get('/perubahan/bpjs/tidak-ada'))).toBe('404 tidak-ditemukan');
    expect(problemOf(await operator.get('/perubahan/bpjz/peserta-by-nik'))).toBe('404 tidak-ditemukan');
  }));

test('a shadow reads along, is counted, and is taken away; a dry run says what would be otherwise', () =>
  withNothingOwn(async (hub) => {
    const operator = await signedIn(hub, 'operator');
    expect(problemOf(await operator.put(`${AT}/bayangan`, { rilis: 'vclaim-2.0' }))).toBe('409 bentrok');
    expect((await operator.put(`${AT}/bayangan`, { rilis: 'vclaim-1.1' })).status).toBe(204);
    await until('it reads along', async () => {
      await read(hub, another());
      const { bayangan } = await whole(operator);
      return (bayangan?.dibaca ?? 0) + (bayangan?.dilewati ?? 0) > 0;
    });
    expect((await changes(operator)).rilis.find(({ operasi }) => operasi === 'peserta-by-nik')?.bayangan).toMatchObject(
      { rilis: 'vclaim-1.1' },
    );
    expect((await operator.put(`${AT}/bayangan`, { rilis: null })).status).toBe(204);
    expect((await whole(operator)).bayangan).toBeNull();
    await until('an answer is kept', async () => {
      const asked = { instance: 'bpjs', operation: 'peserta-by-nik', limit: 1 };
      return (await hub.store.releases.keptAnswers(asked)).length > 0;
    });
    const [trial] = (await operator.get(`${AT}/uji?rilis=vclaim-2.0`)).body as readonly UjiOperasi[];
    expect(trial).toMatchObject({ operasi: 'peserta-by-nik', dipakai: 'vclaim-2.0', kosong: null, berhenti: 0 });
    expect(trial?.jawaban).toBe(trial?.sama);
    expect(trial?.jawaban).toBeGreaterThan(0);
  }));

test('a viewer sees what changed and mends nothing', () =>
  withNothingOwn(async (hub) => {
    const viewer = await signedIn(hub, 'pengamat');
    expect((await viewer.get('/perubahan')).status).toBe(200);
    const draft = { rilis: 'vclaim-2.1', dasar: 'vclaim-2.0', teks: 'operation: peserta-by-nik\n' };
    const file = `${AT}/berkas/peserta-by-nik`;
    const refused = [
      await viewer.get(AT),
      await viewer.get(`${AT}/contoh`),
      await viewer.get(`${AT}/uji?rilis=vclaim-1.1`),
      await viewer.post(`${file}/periksa`, draft),
      await viewer.post(`${file}/uji`, draft),
      await viewer.put(file, { ...draft, pakai: true, alasan: '', paksa: true }),
      await viewer.put(`${AT}/rilis`, { ...SAY, rilis: 'vclaim-1.1' }),
      await viewer.post(`${AT}/mundur`),
      await viewer.put(`${AT}/patok`, { patok: true, alasan: '' }),
      await viewer.put(`${AT}/bayangan`, { rilis: 'vclaim-1.1' }),
    ];
    expect(refused.map(problemOf)).toEqual(refused.map(() => '403 peran-kurang'));
    expect((await hub.store.releases.choices()).length).toBe(0);
  }));
