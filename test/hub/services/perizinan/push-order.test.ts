import { describe, expect, test } from '@jest/globals';
import { CONTOH, documentWith, permitWith } from '../../../connectors/oss/documents.ts';
import { ID, NIB, PROVINCIAL, withPermits } from './with-permits.ts';

const ISSUED = [`nib-terbit nib ${NIB}`, `izin-diajukan perizinan ${ID}`];
const document = JSON.parse(CONTOH) as { dataNIB: Record<string, unknown> };
const dated = (day: string, members: object = {}) =>
  documentWith({ tgl_perubahan_nib: day, 'tipe_dokumen ': '5', ...members });

describe('copies', () => {
  test('three at once are one NIB, and every copy hears that it is stored', () =>
    withPermits(async (permits) => {
      const answers = await permits.act('issue', { nib: NIB, copies: 3 });
      expect(answers.map((one) => one?.code)).toEqual(['1', '1', '1']);
      expect(await permits.events()).toEqual(ISSUED);
    }));

  test('different ones at once are one NIB, whose newest stands in the end', () =>
    withPermits(async (permits) => {
      const days = Array.from({ length: 12 }, (_, index) => `2026-03-${String(index + 1).padStart(2, '0')}`);
      const pushes = days.map((day) =>
        permits.push('receiveNIB', dated(day, { nama_perseroan: `USAHA CONTOH ${day}` })),
      );
      const answers = (await Promise.all([permits.push('receiveNIB', document), ...pushes])).flat();
      expect(answers.every((one) => one?.code === '1')).toBe(true);
      expect(await permits.nib()).toMatchObject({
        tanggalPerubahan: '2026-03-12',
        perusahaan: { nama: 'USAHA CONTOH 2026-03-12' },
      });
      const events = await permits.events();
      for (const once of ISSUED) expect(events.filter((one) => one === once)).toHaveLength(1);
    }));

  test('two processes on one database make one NIB of copies at once', () =>
    withPermits(async (permits) => {
      const other = await permits.beside();
      await permits.act('issue', { nib: NIB, copies: 2 });
      expect((await other.get(`/v1/perizinan/${ID}`)).status).toBe(200);
      expect(await permits.events()).toEqual(ISSUED);
    }));

  test('the same document in another shape changes and tells nothing', () =>
    withPermits(async (permits) => {
      await permits.push('receiveNIB', document);
      const before = await permits.izin();
      const other = { dataNIB: { ...document.dataNIB, versi_pia: '4.3.23', no_npp: 'x' } };
      expect((await permits.push('receiveNIB', other))[0]?.code).toBe('1');
      expect(await permits.events()).toEqual(ISSUED);
      expect((await permits.izin()).diperbaruiPada).toBe(before.diperbaruiPada);
    }));
});

describe('order', () => {
  test('an update before its original stands, and the original adds nothing', () =>
    withPermits(async (permits) => {
      await permits.act('issue', { nib: NIB, updateFirst: true });
      expect(await permits.nib()).toMatchObject({ dokumen: 'perubahan', perusahaan: { nama: 'KEDAI CONTOH RINA 1' } });
      expect(await permits.events()).toEqual(ISSUED);
    }));

  test('an older change never overwrites a newer one; of one day the later arrival holds', () =>
    withPermits(async (permits) => {
      await permits.push('receiveNIB', dated('2026-05-02', { nama_perseroan: 'BARU' }));
      await permits.push('receiveNIB', dated('2026-05-01', { nama_perseroan: 'LAMA' }));
      expect((await permits.nib()).perusahaan.nama).toBe('BARU');
      await permits.push('receiveNIB', dated('2026-05-02', { nama_perseroan: 'LEBIH BARU' }));
      expect((await permits.nib()).perusahaan.nama).toBe('LEBIH BARU');
      expect(await permits.events()).toEqual([...ISSUED, `berubah nib ${NIB}`]);
    }));

  test('a permit that only an older document has is taken from it', () =>
    withPermits(async (permits) => {
      await permits.push('receiveNIB', dated('2026-05-02', { data_checklist: [] }));
      await permits.push('receiveNIB', document);
      expect(await permits.izin()).toMatchObject({ keadaan: 'diajukan', milikKota: true });
      expect((await permits.nib()).dokumen).toBe('perubahan');
      expect(await permits.events()).toEqual(ISSUED);
    }));

  test('a revocation that does not say its day holds against a change that does', () =>
    withPermits(async (permits) => {
      await permits.push('receiveNIB', dated('2026-05-02'));
      await permits.push('receiveNIB', documentWith({ 'tipe_dokumen ': '3', status_nib: '06' }));
      expect((await permits.nib()).keadaan).toBe('dicabut');
      await permits.push('receiveNIB', document);
      expect((await permits.nib()).keadaan).toBe('dicabut');
    }));

  test('a permit whose row changes is told by itself', () =>
    withPermits(async (permits) => {
      await permits.push('receiveNIB', document);
      await permits.push('receiveNIB', permitWith({ nama_izin: 'Sertifikat Standar Lain' }));
      expect(await permits.events()).toEqual([...ISSUED, `berubah perizinan ${ID}`]);
      expect((await permits.izin()).nama).toBe('Sertifikat Standar Lain');
    }));
});

describe('files', () => {
  test('one before its NIB is kept, joined and told once', () =>
    withPermits(async (permits) => {
      await permits.act('sign', { idIzin: ID, copies: 2 });
      const early = await permits.get(`/v1/perizinan/${ID}`);
      expect({ status: early.status, detail: (early.body as { detail: string }).detail }).toEqual({
        status: 404,
        detail: 'Berkas izin ini sudah diterima, tetapi permohonannya belum dikirim OSS.',
      });
      expect((await permits.get('/v1/perizinan?semua=true')).body).toMatchObject({ data: [] });
      expect(await permits.events()).toEqual([]);
      await permits.act('issue');
      expect((await permits.izin()).berkas?.tautan).toContain(ID);
      expect(await permits.events()).toEqual([...ISSUED, `berkas perizinan ${ID}`]);
    }));

  test('one at the same moment as its NIB is not lost', () =>
    withPermits(async (permits) => {
      await Promise.all([permits.act('sign', { idIzin: ID }), permits.act('issue')]);
      expect((await permits.izin()).berkas?.tautan).toContain(ID);
      expect([...(await permits.events())].sort()).toEqual([...ISSUED, `berkas perizinan ${ID}`].sort());
    }));

  test('another link takes its place and is told; the same one is not', () =>
    withPermits(async (permits) => {
      const file = (tautan: string, more: object = {}) =>
        permits.push('receiveFileDS', { receiveFileDS: { nib: NIB, id_izin: ID, file_izin: tautan, ...more } });
      await permits.act('issue');
      await file('https://oss.contoh.invalid/a.pdf');
      await file('https://oss.contoh.invalid/a.pdf', { baru: 'x' });
      await file('https://oss.contoh.invalid//b.pdf');
      expect((await permits.izin()).berkas?.tautan).toBe('https://oss.contoh.invalid//b.pdf');
      expect(await permits.events()).toEqual([...ISSUED, `berkas perizinan ${ID}`, `berkas perizinan ${ID}`]);
    }));

  test('that of the NIB itself stands with the NIB, and nobody is told of another’s', () =>
    withPermits(async (permits) => {
      await permits.act('issue');
      for (const id_izin of ['I-202602031015300420000', PROVINCIAL])
        await permits.push('receiveFileDS', {
          receiveFileDS: { nib: NIB, id_izin, file_izin: `https://oss.contoh.invalid/${id_izin}.pdf` },
        });
      expect((await permits.nib()).berkas?.tautan).toContain('420000.pdf');
      expect((await permits.izin(PROVINCIAL)).berkas?.tautan).toContain('420099.pdf');
      expect(await permits.events()).toEqual(ISSUED);
    }));
});

describe('revoked and cancelled', () => {
  test('each is told once and deletes nothing; a NIB that holds again gives its permits back', () =>
    withPermits(async (permits) => {
      await permits.act('issue');
      await permits.act('revoke', { nib: NIB, copies: 3 });
      expect((await permits.nib()).keadaan).toBe('dicabut');
      expect(await permits.izin()).toMatchObject({ keadaan: 'dibatalkan', dibatalkan: { karena: 'pencabutan' } });
      await permits.act('cancel');
      expect(await permits.izin()).toMatchObject({ keadaan: 'dibatalkan', dibatalkan: { karena: 'pembatalan' } });
      expect(await permits.events()).toEqual([...ISSUED, `dibatalkan nib ${NIB}`, `dibatalkan nib ${NIB}`]);
      expect((await permits.told()).at(-1)?.data).toMatchObject({ keadaan: 'dibatalkan', izin: [ID] });
      await permits.push('receiveNIB', dated('2999-01-01'));
      expect(await permits.izin()).toMatchObject({ keadaan: 'diajukan', dibatalkan: null });
      expect((await permits.events()).at(-1)).toBe(`berubah nib ${NIB}`);
    }));

  test('one that is heard of first as revoked is told as both', () =>
    withPermits(async (permits) => {
      await permits.act('revoke');
      expect(await permits.events()).toEqual([...ISSUED, `dibatalkan nib ${NIB}`]);
      await permits.push('receiveNIB', document);
      expect((await permits.izin()).keadaan).toBe('dibatalkan');
    }));

  test('permits that the revocation does not name are cancelled too', () =>
    withPermits(async (permits) => {
      await permits.act('issue');
      await permits.push('receiveNIB', documentWith({ 'tipe_dokumen ': '4', data_checklist: [] }));
      expect((await permits.izin()).keadaan).toBe('dibatalkan');
    }));
});
