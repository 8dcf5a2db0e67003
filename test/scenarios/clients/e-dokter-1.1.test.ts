import { afterEach, expect, test } from '@jest/globals';
import { envelope, PESERTA } from '../../clients/vclaim-1.1/document.ts';
import { signature } from '../../clients/vclaim-1.1/signing.ts';
import { until } from '../../hub/until.ts';
import { jakartaDay } from './options.ts';
import type { Person } from './people.ts';
import { type Page, tallyOf, type Way, withRotation } from './rotating-server.ts';
import { endClients, startClient } from './start.ts';

afterEach(endClients);

const CONSUMER = { id: '1000', secret: 'contoh-rahasia' };

const BUDI = {
  ...{ nik: '9901010101900001', noKartu: '0009900000001', nama: 'BUDI SANTOSO', tanggalLahir: '1990-01-01' },
  ...{ jenisKelamin: 'L', aktif: true, hakKelas: '3', jenisPeserta: '22', fasilitas: '99010101' },
} satisfies Person;

const page = (body: string, headers: Readonly<Record<string, string>> = {}): Page => ({ status: 200, body, headers });

const saying = (code: string, message: string) => envelope('null', `{ "code": "${code}", "message": "${message}" }`);

const WAYS: readonly Way[] = [
  { name: 'as printed', is: 'benar', reply: () => page(envelope(PESERTA)) },
  { name: 'ten minutes old', is: 'benar', reply: () => page(envelope(PESERTA), { age: '600' }) },
  {
    ...{ name: 'old, in words', is: 'usang' },
    reply: () => page(envelope(PESERTA, '{ "code": "200", "message": "Data tersimpan, BPJS sedang terganggu" }')),
  },
  {
    ...{ name: 'old, by a warning', is: 'usang' },
    reply: () => page(envelope(PESERTA), { age: '7200', warning: '110 - "Response is Stale"' }),
  },
  { name: 'old', is: 'salah', reply: () => page(envelope(PESERTA), { age: '7200' }) },
  { name: 'another name', is: 'salah', reply: () => page(envelope(PESERTA.replace('BUDI', 'RUDI'))) },
  { name: 'another place', is: 'salah', reply: () => page(envelope(PESERTA.replace('99010101"', '99010109"'))) },
  {
    ...{ name: 'another status, in old words', is: 'salah' },
    reply: () => page(envelope(PESERTA.replace('"kode": "0"', '"kode": "5"'), '{ "code": "200", "message": "lama" }')),
  },
  { name: 'not of 1.1', is: 'salah', reply: () => page(envelope(PESERTA.replace('"sex"', '"jenisKelamin"'))) },
  { name: 'a page with 200', is: 'salah', reply: () => page('<html></html>') },
  { name: 'not found', is: 'salah', reply: () => page(saying('201', 'Peserta Tidak Terdaftar')) },
  { name: 'down', is: 'gagal', problem: 'VClaimUnreachable', reply: () => ({ status: 503, body: '<html></html>' }) },
  { name: 'a wrong address', is: 'gagal', problem: 'VClaimUnreachable', reply: () => ({ status: 404, body: '{}' }) },
  { name: 'down inside', is: 'gagal', problem: 'VClaimUnreachable', reply: () => page(saying('500', 'Gagal')) },
  { name: 'hung up', is: 'gagal', problem: 'VClaimUnreachable', reply: () => 'hang-up' },
  {
    name: 'not let in',
    is: 'gagal',
    problem: 'VClaimNotAuthorised',
    reply: () => page(saying('401', 'Unauthorized!')),
  },
];

test('counts every way to be answered as what it is, and signs every question', () =>
  withRotation(WAYS, async (server) => {
    const base = `${server.base}/fasad/bpjs/vclaim-1.1`;
    const client = startClient('e-dokter-1.1', { base, ...CONSUMER, rate: 200, people: [BUDI], everyMs: 50 });
    await until('every way was met twice', () => client.tally().requests >= 2 * WAYS.length);
    expect(await client.stop()).toMatchObject(tallyOf(WAYS, server));
    for (const { path, headers } of server.asked) {
      expect(path.replace(/\d{4}-\d\d-\d\d$/, '')).toBe(`/fasad/bpjs/vclaim-1.1/Peserta/nik/${BUDI.nik}/tglSEP/`);
      const timestamp = String(headers['x-timestamp']);
      expect(path.slice(-10)).toBe(jakartaDay(new Date(Number(timestamp) * 1000)));
      expect(headers['x-signature']).toBe(signature(`${CONSUMER.id}&${timestamp}`, CONSUMER.secret));
    }
  }));
