import type { SandboxFault } from '../../connector.ts';
import type { UpstreamAnswer, UpstreamRequest } from '../../sandbox-kit/definition.ts';
import { edited } from '../../sandbox-kit/json-edits.ts';
import { wireJson } from '../../sandbox-kit/wire-json.ts';
import { bentRows, fieldsOf, hasFault, jsonType, plain } from './answers.ts';
import { type Books, REGION } from './books.ts';
import { encoded } from './encoding.ts';
import { annexRow } from './further-rows.ts';
import { offices, schedules } from './offices.ts';
import { lineRow, officeRow, priceRow, scheduleRow, subActivityRow } from './planning-rows.ts';
import type { SipdSettingValues } from './settings.ts';

type Fields = Readonly<Record<string, string>>;

/** What a call comes to: rows and the shape they come in (section 3). */
interface Listing {
  readonly rows: readonly unknown[];
  readonly shape: 'list' | 'grid' | 'text';
  /** Of a grid: how many there are beside these. */
  readonly total?: number;
  readonly code?: 'status_kode';
  /** What else stands in the envelope. */
  readonly beside?: Readonly<Record<string, unknown>>;
}

/** SIPD-RI: planning and budgeting, always POST (sections 3 and 4); `parts` is the path below /api. */
export function planning(
  request: UpstreamRequest,
  parts: readonly string[],
  { books, settings }: { readonly books: Books; readonly settings: SipdSettingValues },
): UpstreamAnswer {
  const { method, body, faults } = request;
  if (method !== 'POST') return plain(405, 'Method Not Allowed');
  const fields = fieldsOf(body);
  if (fields.id_daerah !== String(REGION) || fields.tahun === undefined)
    return sent({ status: false, status_code: 400, message: 'id_daerah dan tahun wajib diisi' }, faults);
  const list = Object.hasOwn(lists, parts.join('/')) ? lists[parts.join('/')] : undefined;
  if (!list) return plain(404, 'Not Found');
  // another year has nothing in it
  const listing = list(fields, books, settings);
  const ofYear = fields.tahun === String(books.year()) ? listing : { ...listing, rows: [], total: 0 };
  return sent(envelopeOf(ofYear, faults, settings), faults);
}

const lists: Readonly<Record<string, (fields: Fields, books: Books, settings: SipdSettingValues) => Listing>> = {
  'master/skpd/listAll': ({ start = '0', length = '100' }, books) =>
    grid(
      offices.map((office) => officeRow(office, books.year())).slice(Number(start), Number(start) + Number(length)),
      6,
    ),
  'jadwal/anggaran_jadwal/list': (_, books) => ({
    rows: schedules.map((one) => scheduleRow(one, books.schedule(), books.year())),
    shape: 'list',
  }),
  'jadwal/anggaran_jadwal/cek_aktif': (_, books) => ({
    rows: [scheduleRow(books.schedule(), books.schedule(), books.year())],
    shape: 'list',
  }),
  'master/d_komponen/listAll': prices,
  'renja/sub_bl/list_belanja_by_tahun_daerah_unit': ({ id_unit, id_jadwal }, books) => {
    const of = schedules.find(({ id }) => String(id) === id_jadwal) ?? books.schedule();
    return { rows: books.subActivitiesOf(Number(id_unit)).map((sub) => subActivityRow(sub, books, of)), shape: 'text' };
  },
  'renja/rinci_sub_bl/get_by_id_sub_bl': ({ id_sub_bl }, books, settings) => {
    const index = Number(id_sub_bl) - 910_001;
    if (!Number.isInteger(index) || index < 0 || index >= settings.subActivities) return { rows: [], shape: 'list' };
    const sub = books.subActivity(index);
    return { rows: books.linesOf(sub).map((line) => lineRow(line, sub)), shape: 'list' };
  },
  'renja/rinci_sub_bl/list_by_id_skpd': ({ id_skpd }, books) => ({
    rows: books.subActivitiesOf(Number(id_skpd)).flatMap((sub) => books.linesOf(sub).map((line) => lineRow(line, sub))),
    shape: 'list',
    code: 'status_kode',
  }),
  'renja/renja_laporan/listDataLampiranLaporan': ({ id_skpd }, books) => ({
    rows: books.subActivitiesOf(Number(id_skpd)).map((sub) => annexRow(sub, books)),
    shape: 'list',
    beside: { nama_sub_tahap: books.schedule().name },
  }),
};

function grid(rows: readonly unknown[], total: number): Listing {
  return { rows, shape: 'grid', total };
}

/** By type, which is every fourth of them; a search looks at all of that type. */
function prices(fields: Fields, books: Books, settings: SipdSettingValues): Listing {
  const type = Number(fields.kelompok) - 1;
  const [from, size] = [Number(fields.start ?? 0), Number(fields.length ?? 10)];
  const sought = fields['search[value]']?.toLowerCase();
  const count = settings.prices > type ? Math.ceil((settings.prices - type) / 4) : 0;
  const indexes = sought
    ? Array.from({ length: count }, (_, nth) => nth).filter((nth) =>
        books
          .price(4 * nth + type)
          .name.toLowerCase()
          .includes(sought),
      )
    : undefined;
  const rows = [];
  const total = indexes?.length ?? count;
  for (let place = from; place < Math.min(from + size, total); place += 1)
    rows.push(priceRow(books.price(4 * (indexes?.[place] ?? place) + type), books.year()));
  return grid(rows, total);
}

function envelopeOf(
  { rows, shape, total, code, beside }: Listing,
  faults: readonly SandboxFault[],
  settings: SipdSettingValues,
) {
  const spelling = code === 'status_kode' || hasFault(faults, 'status-kode') ? 'status_kode' : 'status_code';
  const head = { status: true, [spelling]: 200, message: 'success', ...beside };
  const bent = bentRows(edited(rows, faults) as readonly unknown[], faults);
  if (shape === 'text' || settings.lists === 'encoded')
    return { ...head, data: hasFault(faults, 'broken-encoding') ? 'Zm9vYmFy' : encoded(bent) };
  if (shape === 'grid' && Array.isArray(bent))
    return { ...head, data: { recordsTotal: total, recordsFiltered: total, data: bent } };
  return { ...head, data: bent };
}

function sent(envelope: object, faults: readonly SandboxFault[]): UpstreamAnswer {
  // rows were bent before they were encoded; what is left are members of the envelope
  return { status: 200, headers: jsonType, body: wireJson(edited(envelope, faults, 'data')) };
}
