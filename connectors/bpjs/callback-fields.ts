import type { AnswerFields, QuestionFields } from './callback-words.ts';

/**
 * What stands where in the calls of Mobile JKN, as data: BPJS's names beside those of the shared model (the BPJS notes,
 * sections 8 and 8.1). Mappings are compiled by the hub, which a connector does not see, so these tables are here.
 */
export interface CallbackFields {
  readonly question: QuestionFields;
  /** `undefined`: answered without `response`. */
  readonly answer?: AnswerFields;
  /** The answer's `response` is `{ list: [ … ] }` of them, made of the value's `daftar`. */
  readonly list?: true;
}

const session: QuestionFields = {
  kodePoli: { from: 'kodepoli', as: 'text' },
  kodeDokter: { from: 'kodedokter', as: 'digits' },
  tanggalPeriksa: { from: 'tanggalperiksa', as: 'day-to-come' },
  jamPraktek: { from: 'jampraktek', as: 'hours' },
};
const person: QuestionFields = {
  nomorKartu: { from: 'nomorkartu', as: 'card' },
  nik: { from: 'nik', as: 'nik' },
};
const byBooking: QuestionFields = { kodeBooking: { from: 'kodebooking', as: 'text' } };

const quotas: AnswerFields = {
  sisakuotajkn: { from: 'kuota.sisaJkn', as: 'number' },
  kuotajkn: { from: 'kuota.jkn', as: 'number' },
  sisakuotanonjkn: { from: 'kuota.sisaNonJkn', as: 'number' },
  kuotanonjkn: { from: 'kuota.nonJkn', as: 'number' },
};
const keterangan: AnswerFields = { keterangan: { from: 'keterangan?', as: 'text' } };
const names: AnswerFields = {
  namapoli: { from: 'namaPoli', as: 'text' },
  namadokter: { from: 'namaDokter', as: 'text' },
};
const called: AnswerFields = {
  sisaantrean: { from: 'sisaAntrean', as: 'number' },
  antreanpanggil: { from: 'antreanPanggil?', as: 'text' },
};

/** Section 8: a hospital. */
export const rsFields = {
  'status-antrean': {
    question: session,
    answer: {
      ...names,
      totalantrean: { from: 'totalAntrean', as: 'number' },
      ...called,
      ...quotas,
      ...keterangan,
    },
  },
  'ambil-antrean': {
    question: {
      ...person,
      telepon: { from: 'nohp', as: 'phone' },
      ...session,
      nomorRekamMedis: { from: 'norm?', as: 'text' }, // a new patient has none
      jenisKunjungan: { from: 'jeniskunjungan', as: 'visit' },
      nomorReferensi: { from: 'nomorreferensi', as: 'text' },
    },
    answer: {
      nomorantrean: { from: 'nomorAntrean', as: 'text' },
      angkaantrean: { from: 'angkaAntrean', as: 'number' },
      kodebooking: { from: 'kodeBooking', as: 'text' },
      norm: { from: 'nomorRekamMedis', as: 'text' },
      ...names,
      estimasidilayani: { from: 'estimasiDilayani', as: 'epoch-ms' },
      ...quotas,
      ...keterangan,
    },
  },
  'sisa-antrean': {
    question: byBooking,
    answer: {
      nomorantrean: { from: 'nomorAntrean', as: 'text' },
      ...names,
      ...called,
      waktutunggu: { from: 'waktuTungguDetik', as: 'number' },
      ...keterangan,
    },
  },
  'batal-antrean': { question: { ...byBooking, keterangan: { from: 'keterangan', as: 'text' } } },
  'check-in': { question: { ...byBooking, waktu: { from: 'waktu', as: 'epoch-ms' } } },
  'pasien-baru': {
    question: newPatient(),
    answer: { norm: { from: 'nomorRekamMedis', as: 'text' } },
  },
  'jadwal-operasi-rs': {
    question: { tanggalAwal: { from: 'tanggalawal', as: 'day' }, tanggalAkhir: { from: 'tanggalakhir', as: 'day' } },
    answer: {
      ...operation(),
      nopeserta: { from: 'nomorKartu', as: 'text' },
      lastupdate: { from: 'diperbaruiPada', as: 'epoch-ms' },
    },
    list: true,
  },
  'jadwal-operasi-pasien': {
    question: { nomorKartu: { from: 'nopeserta', as: 'card' } },
    answer: operation(),
    list: true,
  },
  'ambil-antrean-farmasi': {
    question: byBooking,
    answer: {
      jenisresep: { from: 'jenisResep', as: 'recipe' },
      nomorantrean: { from: 'angkaAntrean', as: 'number' }, // a number, as in `farmasi/add`; unverified
      ...keterangan,
    },
  },
  'status-antrean-farmasi': {
    question: byBooking,
    answer: {
      jenisresep: { from: 'jenisResep', as: 'recipe' },
      totalantrean: { from: 'totalAntrean', as: 'number' },
      sisaantrean: { from: 'sisaAntrean', as: 'number' },
      antreanpanggil: { from: 'antreanPanggil', as: 'number' },
      ...keterangan,
    },
  },
} satisfies Readonly<Record<string, CallbackFields>>;

const visit: QuestionFields = {
  nomorKartu: { from: 'nomorkartu', as: 'card' },
  kodePoli: { from: 'kodepoli', as: 'text' },
};

/** Section 8.1: a puskesmas. There is no booking code: card, clinic and day are the key. */
export const fktpFields = {
  'status-antrean': {
    question: { kodePoli: { from: 'kodepoli', as: 'text' }, tanggalPeriksa: { from: 'tanggal', as: 'day' } },
    answer: {
      namapoli: { from: 'namaPoli', as: 'text' },
      totalantrean: { from: 'totalAntrean', as: 'number' },
      ...called,
      ...keterangan,
    },
  },
  'sisa-antrean': {
    question: { ...visit, tanggalPeriksa: { from: 'tanggal', as: 'day' } },
    answer: {
      nomorantrean: { from: 'nomorAntrean', as: 'text' },
      namapoli: { from: 'namaPoli', as: 'text' },
      ...called,
      ...keterangan,
    },
  },
  'ambil-antrean': {
    question: {
      ...person,
      telepon: { from: 'nohp', as: 'phone' },
      ...session,
      keluhan: { from: 'keluhan?', as: 'text' },
      nomorRekamMedis: { from: 'norm?', as: 'text' },
    },
    answer: {
      nomorantrean: { from: 'nomorAntrean', as: 'text' },
      angkaantrean: { from: 'angkaAntrean', as: 'number' },
      namapoli: { from: 'namaPoli', as: 'text' },
      ...called,
      ...keterangan,
    },
  },
  'batal-antrean': {
    question: {
      ...visit,
      tanggalPeriksa: { from: 'tanggalperiksa', as: 'day' },
      keterangan: { from: 'keterangan?', as: 'text' },
    },
  },
  'pasien-baru': {
    question: newPatient(),
    answer: { norm: { from: 'nomorRekamMedis?', as: 'text' } },
  },
} satisfies Readonly<Record<string, CallbackFields>>;

function newPatient(): QuestionFields {
  return {
    ...person,
    noKk: { from: 'nomorkk', as: 'kk' },
    nama: { from: 'nama', as: 'text' },
    jenisKelamin: { from: 'jeniskelamin', as: 'sex' },
    tanggalLahir: { from: 'tanggallahir', as: 'day' },
    telepon: { from: 'nohp', as: 'phone' },
    'alamat.jalan': { from: 'alamat', as: 'text' },
    'alamat.provinsi.kode': { from: 'kodeprop', as: 'text' },
    'alamat.provinsi.nama': { from: 'namaprop', as: 'text' },
    'alamat.kabupatenKota.kode': { from: 'kodedati2', as: 'text' },
    'alamat.kabupatenKota.nama': { from: 'namadati2', as: 'text' },
    'alamat.kecamatan.kode': { from: 'kodekec', as: 'text' },
    'alamat.kecamatan.nama': { from: 'namakec', as: 'text' },
    'alamat.kelurahan.kode': { from: 'kodekel', as: 'text' },
    'alamat.kelurahan.nama': { from: 'namakel', as: 'text' },
    'alamat.rw': { from: 'rw', as: 'three-digits' },
    'alamat.rt': { from: 'rt', as: 'three-digits' },
  };
}

function operation(): AnswerFields {
  return {
    kodebooking: { from: 'kodeBooking', as: 'text' },
    tanggaloperasi: { from: 'tanggalOperasi', as: 'text' },
    jenistindakan: { from: 'jenisTindakan', as: 'text' },
    kodepoli: { from: 'kodePoli', as: 'text' },
    namapoli: { from: 'namaPoli', as: 'text' },
    terlaksana: { from: 'terlaksana', as: 'flag' },
  };
}
