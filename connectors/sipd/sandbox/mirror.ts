import type { UpstreamAnswer, UpstreamRequest } from '../../sandbox-kit/definition.ts';
import { edited } from '../../sandbox-kit/json-edits.ts';
import { bentRows, fieldsOf, json, plain } from './answers.ts';
import { accounts, type Books, type Line, type SubActivity } from './books.ts';
import { offices, schedules } from './offices.ts';
import { paymentOf, paymentRow } from './payments.ts';
import { subActivityRow } from './planning-rows.ts';
import type { SipdSettingValues } from './settings.ts';

type Fields = Readonly<Record<string, string>>;
interface Copy {
  readonly books: Books;
  readonly settings: SipdSettingValues;
}

/** WP-SIPD (section 8): one address, HTTP 200 for everything, and every number a text. */
export function mirror({ method, body, faults }: UpstreamRequest, copy: Copy): UpstreamAnswer {
  const { settings, books } = copy;
  if (settings.mirror === 'gone') return plain(404, 'Not Found');
  const fields = fieldsOf(body);
  const { action = '', api_key, tahun_anggaran } = fields;
  const act = Object.hasOwn(actions, action) ? actions[action] : undefined;
  if (method !== 'POST' || !act) return plain(200, '0');
  const refuse = (message: string) => json(200, { action, status: 'error', message });
  if (api_key !== settings.apiKey) return refuse('APIKEY tidak sesuai!');
  if (tahun_anggaran === undefined) return refuse('Parameter tidak lengkap!');
  const rows = act(fields, copy);
  if (rows === undefined) return refuse('Parameter tidak lengkap!');
  const ofYear = tahun_anggaran === String(books.year()) ? rows : [];
  const bent = bentRows(edited(ofYear.map(asTexts), faults) as readonly unknown[], faults);
  if (action === 'get_data_ssh_sipd') {
    const total = settings.prices;
    return json(200, { draw: 1, recordsTotal: total, recordsFiltered: total, data: bent });
  }
  const envelope = { action, run: null, status: 'success', message: 'Berhasil', data: bent };
  return json(200, edited(envelope, faults));
}

type Row = Readonly<Record<string, unknown>>;

const actions: Readonly<Record<string, (fields: Fields, copy: Copy) => readonly Row[] | undefined>> = {
  get_skpd: ({ id_skpd }, { settings }) =>
    offices
      .filter(({ id }) => id_skpd === undefined || String(id) === id_skpd)
      .map(({ id, code, name }) => ({
        id_skpd: id,
        kode_skpd: code,
        nama_skpd: name,
        idinduk: id,
        isskpd: 1,
        ispendapatan: 0,
        namakepala: 'KEPALA CONTOH',
        nipkepala: '990000000000000000',
        id_mapping: '',
        mapping: null,
        update_at: settings.copiedAt,
      })),
  get_sub_keg_sipd: ({ id_skpd }, { books, settings }) =>
    id_skpd === undefined
      ? undefined
      : books.subActivitiesOf(Number(id_skpd)).map((sub) => subActivity(sub, books, settings)),
  get_sub_keg_rka_sipd: ({ kode_sbl }, { books, settings }) => {
    if (kode_sbl === undefined) return undefined;
    const index = Number(kode_sbl.split('.').at(-1)) - 50_001;
    if (!Number.isInteger(index) || index < 0 || index >= settings.subActivities) return [];
    const sub = books.subActivity(index);
    return sub.key === kode_sbl ? books.linesOf(sub).map((line) => lineOf(line, sub, settings)) : [];
  },
  get_sp2d_sipd: ({ id_skpd }, { books, settings }) =>
    id_skpd === undefined
      ? undefined
      : Array.from({ length: settings.payments }, (_, index) => paymentOf(index))
          .filter(({ officeId }) => String(officeId) === id_skpd)
          .map((payment) => ({
            ...paymentRow(payment, books),
            detail: [],
            potongan: [],
            update_at: settings.copiedAt,
          })),
  get_data_ssh_sipd: ({ start = '0', length = '10', 'search[value]': sought = '' }, { books, settings }) => {
    const found: Row[] = [];
    let place = 0;
    const [from, size] = [Number(start), Number(length)];
    const first = sought === '' ? from : 0;
    for (let index = first; index < settings.prices && found.length < size; index += 1) {
      const { id, type, code, name, amount } = books.price(index);
      if (sought !== '' && !name.toLowerCase().includes(sought.toLowerCase())) continue;
      place += 1;
      if (sought !== '' && place <= from) continue;
      found.push({
        id_standar_harga: id,
        kode_standar_harga: code,
        nama_standar_harga: name,
        spek: id % 3 === 0 ? '' : 'Spesifikasi : contoh',
        satuan: 'Buah',
        harga: amount,
        kelompok: type + 1,
        aksi: '<a href="#">+</a>',
        show_kelompok: ['SSH', 'HSPK', 'ASB', 'SBU'][type],
      });
    }
    return found;
  },
};

function subActivity(sub: SubActivity, books: Books, { copiedAt }: SipdSettingValues): Row {
  const { pagu, pagu_indikatif, pagu_murni, rincian, id_sub_bl, kode_sbl, kode_bl, ...names } = subActivityRow(
    sub,
    books,
    books.schedule(),
  );
  const codes = Object.entries(names).filter(([name]) => /^(kode|nama)_/.test(name));
  // names repeat the code in front of them
  const prefixed = codes.map(([member, value]) => {
    const code = (names as Row)[member.replace('nama_', 'kode_')];
    return [member, member.startsWith('nama_') && !member.endsWith('skpd') ? `${code} ${value}` : value];
  });
  return {
    id_sub_bl,
    kode_bl,
    kode_sbl,
    ...Object.fromEntries(prefixed),
    id_skpd: sub.office.id,
    pagu,
    pagu_indikatif,
    pagumurni: sub.index % 2 === 0 ? pagu_murni : '',
    rincian,
    rincian_murni: null,
    sub_keg_indikator: [],
    tahun_anggaran: books.year(),
    update_at: copiedAt,
  };
}

function lineOf(line: Line, sub: SubActivity, { copiedAt }: SipdSettingValues): Row {
  const account = accounts[line.account] ?? accounts[0];
  return {
    kode_sbl: sub.key,
    id_rinci_sub_bl: line.id,
    kode_akun: account.code,
    nama_akun: `${account.code} ${account.name}`,
    nama_komponen: line.price.name,
    spek_komponen: 'Spesifikasi : contoh',
    koefisien: `${line.volume} Buah`,
    volum1: line.volume,
    volum2: '',
    volum3: null,
    volum4: null,
    sat1: 'Buah',
    sat2: '',
    sat3: null,
    sat4: null,
    harga_satuan: line.unitPrice,
    total_harga: line.total,
    rincian: line.total,
    rincian_murni: line.originalTotal,
    sumber_dana: [{ kodedana: '1.1.01', namadana: `[PAD] - ${schedules[0]?.name}`, pagudana: String(line.total) }],
    update_at: copiedAt,
  };
}

/** Every number is a text, of the first level. */
function asTexts(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === 'number' ? String(value) : value]),
  );
}
