import { describe, expect, test } from '@jest/globals';
import { loadApiDocument } from '../../../hub/api/document.ts';
import { createValidation } from '../../../hub/api/validation.ts';
import { servicesOf } from '../../../hub/open311/catalogue.ts';
import { readForm } from '../../../hub/open311/form.ts';
import type { PermintaanLaporan } from '../../../openapi/generated/types.ts';
import { CATEGORIES, withOpen311 } from './with-open311.ts';

const services = servicesOf(CATEGORIES);
const CATALOGUE = {
  services,
  byCode: new Map(services.map((service) => [service.service_code, service])),
  complete: true,
  since: new Date(0),
};
const DESCRIPTION = 'Lampu jalan di depan Pasar Contoh padam.';
const FORM = { service_code: '13', address_string: 'Jalan Contoh', description: DESCRIPTION };
/** Eight bytes in UTF-8, one to a reader of code points twice. */
const WIDE = '🙂';

const document = loadApiDocument();
const validation = createValidation(document);
const kirimLaporan = document.operations.find(({ id }) => id === 'kirimLaporan');

/** What the unified API itself would say against it. */
function mistakesOf(params: PermintaanLaporan): unknown {
  if (!kirimLaporan) throw new Error('there is no kirimLaporan');
  const request = { path: {}, query: new URLSearchParams(), headers: {}, body: params };
  const checked = validation.check(kirimLaporan)(request);
  return checked.kind === 'good' ? [] : checked.mistakes;
}

describe('a form', () => {
  test.each<{ name: string; form: Readonly<Record<string, unknown>>; want: Partial<PermintaanLaporan> }>([
    {
      name: 'with a description becomes a report that names nobody',
      form: {},
      want: { judul: DESCRIPTION, isi: DESCRIPTION, kategori: '13', lokasi: { alamat: 'Jalan Contoh' }, anonim: true },
    },
    {
      name: 'with coordinates keeps them as they are',
      form: { lat: '3.60010', long: '-98.4', address_string: '' },
      want: { lokasi: { lintang: 3.6001, bujur: -98.4 } },
    },
    {
      name: 'with the id of an address only keeps it for whoever knows the register',
      form: { address_string: undefined, address_id: '545483' },
      want: { lokasi: { alamat: 'address_id 545483' } },
    },
    {
      name: 'with all three places keeps all three',
      form: { lat: '0', long: '0', address_id: '7' },
      want: { lokasi: { alamat: 'Jalan Contoh, address_id 7', lintang: 0, bujur: 0 } },
    },
    {
      name: 'with a name is not anonymous',
      form: { first_name: ' BUNGA ', last_name: 'CONTOH', phone: '0812-0000-0002' },
      want: { pelapor: { nama: 'BUNGA CONTOH', telepon: '0812-0000-0002' } },
    },
    {
      name: 'with an e-mail only has a reporter without a name',
      form: { email: 'bunga@contoh.invalid' },
      want: { pelapor: { nama: 'Tidak disebutkan', email: 'bunga@contoh.invalid' } },
    },
    {
      name: 'with a picture gives its type by its name',
      form: { media_url: 'https://foto.contoh.invalid/a/lampu.JPG?w=100' },
      want: {
        lampiran: [{ nama: 'lampu.JPG', url: 'https://foto.contoh.invalid/a/lampu.JPG?w=100', jenis: 'image/jpeg' }],
      },
    },
    {
      name: 'with a link that tells no type keeps it in the text',
      form: { media_url: 'https://foto.contoh.invalid/x7' },
      want: { isi: `${DESCRIPTION}\n\nmedia_url: https://foto.contoh.invalid/x7` },
    },
    {
      name: 'with attributes keeps them in the text',
      form: { attribute: { TIANG: 'A-7', WARNA: ['putih', 'kuning'], KOSONG: '' } },
      want: { isi: `${DESCRIPTION}\n\nTIANG: A-7\nWARNA: putih, kuning` },
    },
    {
      name: 'without a description says what it is about',
      form: { description: '' },
      want: { judul: 'Laporan Penerangan jalan', isi: 'Laporan Penerangan jalan' },
    },
    {
      name: 'with one word says what it is about, too',
      form: { description: 'mati' },
      want: { judul: 'Laporan Penerangan jalan: mati', isi: 'Laporan Penerangan jalan: mati' },
    },
    {
      name: 'with lines of another system and control characters is cleaned of them',
      form: { description: 'Lampu jalan\r\npadam\u0000 \u0007sejak Senin' },
      want: { judul: 'Lampu jalan', isi: 'Lampu jalan\npadam sejak Senin' },
    },
    {
      name: 'with 4000 characters of four bytes is not too long',
      form: { description: WIDE.repeat(4000) },
      want: { isi: WIDE.repeat(4000), judul: `${WIDE.repeat(100)}…` },
    },
    {
      name: 'with a long first line has a title that ends between words',
      form: { description: `${'lampu '.repeat(30)}padam` },
      want: { judul: `${'lampu '.repeat(16).trim()}…` },
    },
    { name: 'with fields of another city is taken', form: { lainnya: 'x', device_id: ['a', 'b'] }, want: {} },
  ])('$name', ({ form, want }) => {
    const params = readForm({ ...FORM, ...form }, CATALOGUE);
    expect(params).toMatchObject(want);
    expect(mistakesOf(params)).toEqual([]);
    expect(params.anonim === true).toBe(params.pelapor === undefined);
  });

  test.each<{ name: string; form: Readonly<Record<string, unknown>>; status?: number; want: readonly string[] }>([
    { name: 'without a service', form: { service_code: '' }, want: ['service_code'] },
    { name: 'with a service that is none', form: { service_code: '999' }, status: 404, want: ['service_code'] },
    { name: 'with a service of another form', form: { service_code: '../1' }, want: ['service_code'] },
    { name: 'with two services', form: { service_code: ['13', '21'] }, want: ['service_code', 'service_code'] },
    { name: 'without a place', form: { address_string: ' ' }, want: ['location'] },
    { name: 'with a latitude alone', form: { lat: '3.6' }, want: ['long'] },
    { name: 'with a longitude alone', form: { long: '98.4' }, want: ['lat'] },
    { name: 'with a latitude beyond the pole', form: { lat: '90.01', long: '98.4' }, want: ['lat'] },
    { name: 'with a longitude beyond the date line', form: { lat: '3.6', long: '180.5' }, want: ['long'] },
    { name: 'with a decimal comma', form: { lat: '3,6', long: '98,4' }, want: ['lat', 'long'] },
    { name: 'with words for degrees', form: { lat: 'NaN', long: '1e2' }, want: ['lat', 'long'] },
    { name: 'with a tree for a latitude', form: { lat: { a: '1' }, long: '98.4' }, want: ['lat', 'lat'] },
    { name: 'with 4001 characters', form: { description: 'a'.repeat(4001) }, want: ['description'] },
    {
      name: 'with too much in the attributes',
      form: { description: 'a'.repeat(3990), attribute: { CATATAN: 'x'.repeat(20) } },
      want: ['description'],
    },
    { name: 'with an address of a page', form: { address_string: 'a'.repeat(301) }, want: ['address_string'] },
    { name: 'with an open link', form: { media_url: 'http://foto.contoh.invalid/a.jpg' }, want: ['media_url'] },
    { name: 'with half a link', form: { media_url: 'foto.jpg' }, want: ['media_url'] },
    { name: 'with a script for a link', form: { media_url: 'javascript:alert(1)' }, want: ['media_url'] },
    { name: 'with a password in a link', form: { media_url: 'https://a:b@contoh.invalid/x.png' }, want: ['media_url'] },
    { name: 'with an endless link', form: { media_url: `https://x.invalid/${'a'.repeat(999)}` }, want: ['media_url'] },
    { name: 'with no e-mail', form: { email: 'bunga' }, want: ['email'] },
    { name: 'with letters for a phone', form: { phone: 'nol delapan' }, want: ['phone'] },
    { name: 'with an endless name', form: { first_name: 'a'.repeat(201) }, want: ['first_name'] },
    { name: 'with attributes in no code', form: { attribute: 'x' }, want: ['attribute'] },
    { name: 'with a tree of attributes', form: { attribute: { a: { b: 'c' } } }, want: ['attribute'] },
  ])('$name is refused', ({ form, status = 400, want }) => {
    let fault: unknown;
    try {
      readForm({ ...FORM, ...form }, CATALOGUE);
    } catch (error) {
      fault = error;
    }
    const { descriptions = [] } = fault as { readonly descriptions?: readonly string[] };
    expect(fault).toMatchObject({ name: 'Fault', status });
    expect(descriptions.map((description) => description.split(/[: ]/)[0])).toEqual(want);
  });

  test('arrives whole over HTTP: plus signs, percent signs, brackets, UTF-8', () =>
    withOpen311(async ({ post, submitted }) => {
      const { status } = await post(
        'api_key=kunci-rahasia-warga&service_code=13&address_string=Jalan+Contoh+%237&description=Lampu+%22A%2BB%22+100%25' +
          '+padam+%F0%9F%99%82&attribute[TIANG]=A-7&attribute%5BWARNA%5D%5B%5D=putih&attribute[WARNA][]=kuning',
      );
      expect(status).toBe(200);
      expect(submitted).toMatchObject([
        { isi: 'Lampu "A+B" 100% padam 🙂\n\nTIANG: A-7\nWARNA: putih, kuning', lokasi: { alamat: 'Jalan Contoh #7' } },
      ]);
    }));
});
