import type { JenisLampiran, PermintaanLaporan } from '../../openapi/generated/types.ts';
import type { Catalogue } from './catalogue.ts';
import { Fault, notFound } from './fault.ts';

const MOST_TEXT = 4000;
const LEAST_TEXT = 10;
const MOST_TITLE = 100;
const LEAST_TITLE = 5;
const CODE = /^[0-9A-Za-z._-]{1,40}$/;

/**
 * What POST requests is sent, as a kirimLaporan. Throws a `Fault` that names every mistake.
 *
 * `device_id` and `account_id` say who somebody is to another system, which nobody here needs: they are dropped.
 */
export function readForm(body: unknown, catalogue: Catalogue): PermintaanLaporan {
  const form = formOf(body);
  const mistakes = form.mistakes;
  const code = form.text('service_code');
  if (code === '') mistakes.push('service_code was not provided: wajib diisi, lihat services');
  else if (!CODE.test(code)) mistakes.push('service_code: bukan kode layanan, lihat services');
  const lokasi = placeOf(form);
  const pelapor = reporterOf(form);
  const media = mediaOf(form);
  const content = contentOf(form, media.link, serviceNameOf(code, catalogue));
  if (mistakes.length > 0) throw new Fault(400, mistakes);
  if (catalogue.complete && !catalogue.byCode.has(code))
    throw notFound('service_code', 'tidak ada layanan dengan kode ini, lihat services');
  return {
    ...content,
    kategori: code,
    lokasi,
    ...(media.lampiran ? { lampiran: [media.lampiran] } : {}),
    ...(pelapor ? { pelapor } : { anonim: true }),
  };
}

interface Form {
  /** `''` where it is absent: an empty parameter means as much as none. */
  text(name: string): string;
  readonly given: Readonly<Record<string, unknown>>;
  readonly mistakes: string[];
}

function formOf(body: unknown): Form {
  const given = (typeof body === 'object' && body !== null ? body : {}) as Readonly<Record<string, unknown>>;
  const mistakes: string[] = [];
  return {
    given,
    mistakes,
    text(name) {
      const value = given[name] ?? '';
      if (typeof value === 'string') return cleaned(value);
      mistakes.push(`${name}: hanya boleh satu nilai`);
      return '';
    },
  };
}

/** Line ends of every system, no other control characters. */
function cleaned(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .toWellFormed()
    .trim();
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

/** Counted as the unified API counts. */
function lengthOf(text: string): number {
  return [...text].length;
}

const DEGREES = /^[+-]?\d{1,3}(\.\d{1,20})?$/;

function placeOf(form: Form): NonNullable<PermintaanLaporan['lokasi']> {
  const lat = form.text('lat');
  const long = form.text('long');
  const address = onOneLine(form.text('address_string'));
  const addressId = onOneLine(form.text('address_id'));
  const { mistakes } = form;
  if (lat === '' && long === '' && address === '' && addressId === '')
    mistakes.push('location was not provided: isi lat dan long, atau address_string, atau address_id');
  if ((lat === '') !== (long === ''))
    mistakes.push(`${lat === '' ? 'lat' : 'long'}: lat dan long harus dikirim berdua`);
  const lintang = degreesOf(lat, 'lat', 90, mistakes);
  const bujur = degreesOf(long, 'long', 180, mistakes);
  // the hub keeps no register of addresses: whoever knows the one it is from can look it up
  const alamat = [address, ...(addressId === '' ? [] : [`address_id ${addressId}`])].filter(Boolean).join(', ');
  if (lengthOf(alamat) > 300) mistakes.push('address_string: paling banyak 300 karakter, bersama address_id');
  return {
    ...(alamat === '' ? {} : { alamat }),
    ...(lintang === undefined || bujur === undefined ? {} : { lintang, bujur }),
  };
}

function degreesOf(text: string, name: string, most: number, mistakes: string[]): number | undefined {
  if (text === '') return undefined;
  const degrees = DEGREES.test(text) ? Number(text) : Number.NaN;
  if (Math.abs(degrees) <= most) return degrees;
  mistakes.push(`${name}: harus derajat desimal dengan titik, antara -${most} dan ${most}`);
  return undefined;
}

const PHONE = /^\+?[0-9 ()-]{6,20}$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** `undefined`: nobody is named, so the complaint is anonymous. */
function reporterOf(form: Form): PermintaanLaporan['pelapor'] {
  const { mistakes } = form;
  const name = onOneLine(`${form.text('first_name')} ${form.text('last_name')}`).trim();
  const phone = form.text('phone');
  const email = form.text('email');
  if (name === '' && phone === '' && email === '') return undefined;
  if (lengthOf(name) > 200) mistakes.push('first_name: paling banyak 200 karakter, bersama last_name');
  if (phone !== '' && !PHONE.test(phone)) mistakes.push('phone: harus 6 sampai 20 angka, boleh diawali tanda tambah');
  if (email !== '' && (!EMAIL.test(email) || lengthOf(email) > 200)) mistakes.push('email: bukan alamat surel');
  return {
    nama: name || 'Tidak disebutkan',
    ...(phone === '' ? {} : { telepon: phone }),
    ...(email === '' ? {} : { email }),
  };
}

const TYPES: readonly (readonly [RegExp, JenisLampiran])[] = [
  [/\.jpe?g$/i, 'image/jpeg'],
  [/\.png$/i, 'image/png'],
  [/\.webp$/i, 'image/webp'],
  [/\.pdf$/i, 'application/pdf'],
];

interface Media {
  readonly lampiran?: { readonly nama: string; readonly url: string; readonly jenis: JenisLampiran };
  /** An address that does not tell what is there: it goes along as text, or its type would be made up. */
  readonly link: string;
}

function mediaOf(form: Form): Media {
  const url = form.text('media_url');
  if (url === '') return { link: '' };
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const { mistakes } = form;
  if (parsed?.protocol !== 'https:') mistakes.push('media_url: harus alamat https yang lengkap');
  if (parsed?.username || parsed?.password) mistakes.push('media_url: tanpa nama pengguna dan kata sandi');
  if (lengthOf(url) > 1000) mistakes.push('media_url: paling banyak 1000 karakter');
  const path = parsed?.pathname ?? '';
  const jenis = TYPES.find(([pattern]) => pattern.test(path))?.[1];
  if (jenis === undefined) return { link: url };
  const nama = path.slice(path.lastIndexOf('/') + 1).slice(-200);
  return { lampiran: { nama, url, jenis }, link: '' };
}

/**
 * Open311 has no title and may do without a description; SP4N-LAPOR! wants both. What is missing is said with the words
 * of the form and nothing else.
 */
function contentOf(form: Form, link: string, serviceName: string): Pick<PermintaanLaporan, 'judul' | 'isi'> {
  const description = form.text('description');
  const { mistakes } = form;
  if (lengthOf(description) > MOST_TEXT) mistakes.push(`description: paling banyak ${MOST_TEXT} karakter`);
  const about = `Laporan ${serviceName}`;
  const said = lengthOf(description) >= LEAST_TEXT ? description : [about, description].filter(Boolean).join(': ');
  const further = [...attributesOf(form), ...(link === '' ? [] : [`media_url: ${link}`])];
  const isi = [said, further.join('\n')].filter(Boolean).join('\n\n');
  if (lengthOf(description) <= MOST_TEXT && lengthOf(isi) > MOST_TEXT)
    mistakes.push(`description: paling banyak ${MOST_TEXT} karakter bersama attribute dan media_url`);
  const title = firstWords(description);
  return { judul: lengthOf(title) >= LEAST_TITLE ? title : [about, title].filter(Boolean).join(': '), isi };
}

/** No service asks for any, but a client made for another city may send some: nothing a citizen said is lost. */
function attributesOf({ given, mistakes }: Form): readonly string[] {
  const { attribute } = given;
  if (attribute === undefined || attribute === '') return [];
  if (typeof attribute !== 'object' || attribute === null || Array.isArray(attribute)) {
    mistakes.push('attribute: kirim sebagai attribute[kode]=nilai');
    return [];
  }
  return Object.entries(attribute).flatMap(([code, value]) => {
    const values = Array.isArray(value) ? value : [value];
    if (values.every((one) => typeof one === 'string')) {
      const text = values.map(cleaned).filter(Boolean).join(', ');
      return text === '' ? [] : [`${onOneLine(cleaned(code))}: ${text}`];
    }
    mistakes.push('attribute: nilainya harus teks, atau beberapa teks dengan attribute[kode][]=nilai');
    return [];
  });
}

function firstWords(text: string): string {
  const [line = ''] = text.split('\n');
  const whole = onOneLine(line).trim();
  if (lengthOf(whole) <= MOST_TITLE) return whole;
  const cut = [...whole].slice(0, MOST_TITLE).join('');
  const end = cut.lastIndexOf(' ');
  return `${(end > LEAST_TITLE ? cut.slice(0, end) : cut).trim()}…`;
}

function serviceNameOf(code: string, { byCode }: Catalogue): string {
  return byCode.get(code)?.service_name ?? `kategori ${code}`;
}
