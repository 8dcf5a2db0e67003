import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import type { SumberUsulan } from '../../../openapi/generated/types.ts';
import { dayOf } from '../pembayaran/moments.ts';
import type { KeptProposal } from './proposal.ts';

export type Cell = string | number | null;

/** What may stand in a column. */
const FIELDS = {
  nomor: (_: KeptProposal, index: number) => index + 1,
  kode: ({ value }: KeptProposal) => value.kode,
  tahun: ({ value }: KeptProposal) => value.tahun,
  keadaan: ({ state }: KeptProposal) => state,
  judul: ({ value }: KeptProposal) => value.judul,
  permasalahan: ({ value }: KeptProposal) => value.permasalahan,
  jenis: ({ value }: KeptProposal) => value.jenis,
  sumber: ({ value }: KeptProposal) => value.sumber,
  kecamatan: ({ value }: KeptProposal) => value.lokasi?.kecamatan,
  kelurahan: ({ value }: KeptProposal) => value.lokasi?.kelurahan,
  alamat: ({ value }: KeptProposal) => value.lokasi?.alamat,
  alamatRtRw: ({ value }: KeptProposal) => streetWithNeighbourhood(value.lokasi),
  rt: ({ value }: KeptProposal) => value.lokasi?.rt,
  rw: ({ value }: KeptProposal) => value.lokasi?.rw,
  lintang: ({ value }: KeptProposal) => value.lokasi?.koordinat?.lintang,
  bujur: ({ value }: KeptProposal) => value.lokasi?.koordinat?.bujur,
  skpd: ({ value }: KeptProposal) => value.skpd,
  perkiraanAnggaran: ({ value }: KeptProposal) => value.perkiraanAnggaran,
  volume: ({ value }: KeptProposal) => value.volume,
  satuan: ({ value }: KeptProposal) => value.satuan,
  penerimaManfaat: ({ value }: KeptProposal) => value.penerimaManfaat,
  namaPengusul: ({ value }: KeptProposal) => value.pengusul.nama,
  teleponPengusul: ({ value }: KeptProposal) => value.pengusul.telepon,
  alamatPengusul: ({ value }: KeptProposal) => value.pengusul.alamat,
  namaAnggota: ({ value }: KeptProposal) => value.dewan?.namaAnggota,
  asal: ({ value }: KeptProposal) => value.dewan?.asal,
  fraksi: ({ value }: KeptProposal) => value.dewan?.fraksi,
  dapil: ({ value }: KeptProposal) => value.dewan?.dapil,
  subKegiatan: ({ value }: KeptProposal) => value.penganggaran?.subKegiatan,
  pagu: ({ value }: KeptProposal) => value.penganggaran?.pagu,
  tanggal: ({ createdAt }: KeptProposal) => dayOf(new Date(createdAt)),
} satisfies Record<string, (proposal: KeptProposal, index: number) => Cell | undefined>;

function streetWithNeighbourhood(lokasi: KeptProposal['value']['lokasi']): string | undefined {
  if (!lokasi) return undefined;
  const { alamat, rt, rw } = lokasi;
  return [alamat, rt && `RT ${rt}`, rw && `RW ${rw}`].filter(Boolean).join(' ') || undefined;
}

type Column = {
  readonly judul: string;
  readonly isi?: keyof typeof FIELDS;
  readonly tetap?: string;
  readonly kata?: Readonly<Record<string, string>>;
};
export interface Table {
  readonly lembar: string;
  readonly kolom: readonly Column[];
}
export type Tables = Readonly<Record<SumberUsulan, Table>>;

const FILE = new URL('./kolom-sipd.yaml', import.meta.url);
const text = { type: 'string', minLength: 1, maxLength: 200 };
const table = {
  type: 'object',
  additionalProperties: false,
  required: ['lembar', 'kolom'],
  properties: {
    lembar: { type: 'string', pattern: "^[^\\[\\]:*?/\\\\']{1,31}$" }, // as Excel takes them
    kolom: {
      type: 'array',
      minItems: 1,
      maxItems: 60,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['judul'],
        properties: {
          judul: text,
          isi: { enum: Object.keys(FIELDS) },
          tetap: { type: 'string', maxLength: 200 },
          kata: { type: 'object', additionalProperties: text },
        },
        oneOf: [{ required: ['isi'] }, { required: ['tetap'] }],
      },
    },
  },
};
const check = new Ajv2020({ allErrors: true }).compile({
  type: 'object',
  additionalProperties: false,
  required: ['diperiksa', 'masyarakat', 'kecamatan', 'dewan'],
  properties: { diperiksa: { type: 'boolean' }, masyarakat: table, kecamatan: table, dewan: table },
});

/** Throws with every mistake of the file: better no start than a table that lacks a column. */
export function readTables(source: string): Tables {
  const tables: unknown = parse(source);
  const mistakes = check(tables)
    ? repeatedHeadings(tables as Tables)
    : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
  if (mistakes.length > 0) throw new Error(`kolom-sipd.yaml: ${mistakes.join('; ')}`);
  return tables as Tables;
}

function repeatedHeadings(tables: Tables): readonly string[] {
  return (['masyarakat', 'kecamatan', 'dewan'] as const).flatMap((sumber) => {
    const headings = tables[sumber].kolom.map(({ judul }) => judul);
    return headings
      .filter((judul, index) => headings.indexOf(judul) !== index)
      .map((judul) => `/${sumber}/kolom has "${judul}" twice`);
  });
}

export const shippedTables: Tables = readTables(readFileSync(FILE, 'utf8'));

export function rowOf({ kolom }: Table, proposal: KeptProposal, index: number): readonly Cell[] {
  return kolom.map(({ isi, tetap = null, kata = {} }) => {
    if (isi === undefined) return tetap;
    const cell = FIELDS[isi](proposal, index) ?? null;
    return cell === null ? null : Object.hasOwn(kata, cell) ? (kata[cell] ?? cell) : cell;
  });
}
