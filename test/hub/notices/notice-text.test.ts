import { describe, expect, test } from '@jest/globals';
import { INCIDENT_KINDS } from '../../../hub/notices/incident-words.ts';
import { contentOf, type Wording } from '../../../hub/notices/notice-text.ts';
import { HOUR, MINUTE, SECOND, type ToldNotice, watch } from './with-plan.ts';

const TITLES: Readonly<Record<string, string>> = { getPeserta: 'Baca kepesertaan JKN' };
const content = (told: ToldNotice | undefined, wording: Partial<Wording> = {}) => {
  if (!told) throw new Error('nothing was told');
  const names = { servicesOn: () => [], titleOf: (service: string) => TITLES[service] };
  return contentOf(told.items, { ...names, now: told.at, wasHeld: told.wasHeld, consoleUrl: undefined, ...wording });
};
const GONE = { detail: { sebab: 'tidak menjawab pada waktunya', layanan: ['getPeserta', 'daftarRujukan'] } };
const consoleUrl = 'https://simpul.kota.example/console';

describe('a notice says', () => {
  test('what, since when, whom it affects and where to look', () => {
    const { opens, pass, notices } = watch();
    opens(GONE);
    pass(2 * MINUTE);
    expect(content(notices[0], { consoleUrl })).toEqual({
      judul: 'bpjs mati: tidak menjawab pada waktunya',
      teks: [
        '• bpjs mati: tidak menjawab pada waktunya',
        '  Operasi: peserta-by-nik',
        '  Sejak 10.00 WIB',
        '  Layanan yang kena: Baca kepesertaan JKN (getPeserta), daftarRujukan',
        '  Periksa sambungan dan kredensial ke hulu itu. https://simpul.kota.example/console/insiden/ins_1',
      ].join('\n'),
      butir: [
        {
          keadaan: 'terbuka',
          jenis: 'hulu-mati',
          instansi: 'bpjs',
          operasi: 'peserta-by-nik',
          insiden: 'ins_1',
          sejak: '2026-11-20T03:00:00.000Z',
          sampai: null,
          kali: 1,
          layanan: ['getPeserta', 'daftarRujukan'],
        },
      ],
    });
  });

  test('from when to when it was, and on which day where that was another one', () => {
    const { opens, closes, pass, notices } = watch();
    opens(GONE);
    pass(20 * HOUR, MINUTE);
    closes();
    pass(2 * MINUTE);
    expect(content(notices[1]).teks).toBe(
      [
        '• bpjs pulih (tadinya mati)',
        '  Operasi: peserta-by-nik',
        '  20 Nov 10.00 sampai 06.00 WIB',
        '  Layanan yang kena: Baca kepesertaan JKN (getPeserta), daftarRujukan',
      ].join('\n'),
    );
  });

  test('which services stand on it where the incident does not say', () => {
    const { opens, pass, notices } = watch();
    opens({ kind: 'hulu-berubah', detail: {} });
    pass(2 * MINUTE);
    const servicesOn = (instance: string, operation: string) =>
      instance === 'bpjs' && operation === 'peserta-by-nik' ? ['getPeserta'] : [];
    expect(content(notices[0], { servicesOn })).toMatchObject({
      judul: 'bpjs menjawab dalam bentuk yang tidak dikenal',
      teks: expect.stringContaining('Layanan yang kena: Baca kepesertaan JKN (getPeserta)'),
      butir: [{ layanan: ['getPeserta'] }],
    });
  });

  test('how often what goes up and down did so, and how it is now', () => {
    const { opens, closes, pass, notices } = watch();
    for (let turn = 0; turn < 60; turn += 1) {
      opens(GONE);
      pass(10 * SECOND);
      closes();
      pass(10 * SECOND);
    }
    pass(20 * MINUTE);
    const [first, second] = notices.map((one) => content(one).teks);
    const last = content(notices.at(-1)).teks;
    expect(first).toMatch(
      /bpjs naik turun: berulang kali mati\n {2}Operasi: peserta-by-nik \(4 kali\)\n {2}Sejak 10.00 WIB; saat ini mati/,
    );
    expect(second).toContain('Operasi: peserta-by-nik (48 kali)');
    expect(last).toContain(
      'bpjs tenang kembali (tadinya naik turun)\n  Operasi: peserta-by-nik (60 kali)\n  10.00 sampai 10.19 WIB',
    );
  });

  test('the same matter of several operations once, the gravest first', () => {
    const { opens, happens, pass, notices } = watch();
    opens({ kind: 'pemetaan-salah', instance: '', operation: '', detail: { banyaknya: 7, kesalahan: [] } });
    happens({ kind: 'rilis-beralih', operation: 'daftar-poli', detail: { dari: 'vclaim-1.1', ke: 'vclaim-2.0' } });
    for (const operation of ['a', 'b', 'c']) opens({ ...GONE, operation });
    opens({ ...GONE, instance: 'dukcapil', operation: 'penduduk' });
    pass(2 * MINUTE);
    const { judul, teks, butir } = content(notices[0], { consoleUrl });
    expect(judul).toBe('bpjs mati: tidak menjawab pada waktunya (dan 3 kabar lain)');
    expect(teks.split('\n').filter((line) => line.startsWith('•'))).toEqual([
      '• bpjs mati: tidak menjawab pada waktunya',
      '• dukcapil mati: tidak menjawab pada waktunya',
      '• Pemetaan memuat kesalahan; suntingannya tidak dipakai',
      '• bpjs kini dibaca dengan rilis vclaim-2.0 (sebelumnya vclaim-1.1)',
    ]);
    expect(teks).toContain('Operasi: a, b, c\n');
    expect(teks).toContain('Kesalahan: 7');
    expect(butir).toHaveLength(6);
  });

  test('that quiet hours held it back', () => {
    const { opens, pass, notices } = watch({ quietHours: { from: '09:00', to: '11:00' } });
    opens(GONE);
    pass(2 * HOUR, MINUTE);
    expect(content(notices[0]).judul).toBe('Ringkasan jam tenang: bpjs mati: tidak menjawab pada waktunya');
  });
});

test.each([...INCIDENT_KINDS, 'jenis-baru'])('every kind has words, "%s" too', (kind) => {
  const { opens, closes, pass, notices } = watch({ renotifyAfterMinutes: 30 });
  opens({ kind });
  pass(40 * MINUTE);
  closes({ kind });
  pass(2 * MINUTE);
  expect(notices.map((one) => content(one).judul).join('; ')).toMatch(
    /^bpjs (.+); bpjs masih \1; bpjs pulih \(tadinya \1\)$/,
  );
});

test('everything at once fits a message of Telegram, and says what it left out', () => {
  const { opens, pass, notices } = watch();
  for (let instance = 0; instance < 60; instance += 1)
    for (let operation = 0; operation < 30; operation += 1)
      opens({ ...GONE, instance: `hulu-${instance}`, operation: `operasi-${operation}` });
  pass(2 * MINUTE);
  expect(notices).toHaveLength(1);
  const { judul, teks } = content(notices[0], { consoleUrl });
  expect(judul.length + teks.length).toBeLessThan(4000);
  expect(teks).toMatch(/, dan 20 lainnya/);
  expect(teks).toMatch(/Dan \d+ hal lain; lihat konsol\.$/);
});

test('nothing an upstream said leaves the hub: not its sentence, not its fields, not its numbers', () => {
  const { opens, happens, pass, notices } = watch();
  const said = 'Peserta BUDI SANTOSO 9901010101900001 tidak ditemukan';
  const drift = [{ path: `peserta.${said}`, expected: said, got: said }];
  opens({ kind: 'kontrak-kirim', operation: 'a', detail: { alasan: `contract: ${said}` } });
  opens({ kind: 'hulu-berubah', operation: 'b', detail: { tidakCocok: drift } });
  opens({ kind: 'rilis-bergantian', operation: 'c', detail: { dari: 'x', ke: 'y', sebab: said } });
  opens({
    kind: 'pemetaan-salah',
    instance: '',
    operation: '',
    detail: { kesalahan: [{ file: 'a', path: '', reason: said }], banyaknya: 1 },
  });
  happens({ kind: 'rilis-beralih', operation: 'd', detail: { dari: 'vclaim-1.1', ke: 'vclaim-2.0', sebab: said } });
  opens({ kind: 'jenis-baru', operation: 'e', detail: { sebab: said } });
  pass(2 * MINUTE);
  const told = JSON.stringify(content(notices[0]));
  expect(told).toContain('vclaim-2.0');
  expect(told).not.toMatch(/SANTOSO|99010101|tidak ditemukan/);
});
