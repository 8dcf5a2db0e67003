import type { Company, Permit } from './companies.ts';
import { nibDocument } from './document.ts';
import { bad, type Finding, good } from './finding.ts';
import { type Office, ownPermit } from './receiving.ts';

type Members = Readonly<Record<string, unknown>>;

const NOT_FOUND = 'Data tidak ditemukan';

/** Section 7, in its order. Of a NIB that is not there `dataNIB` is an empty list. */
export function inqueryNib(members: Members, { companies }: Office): Finding {
  const company = companies.find(byOf(members));
  if (!company) return bad(400, NOT_FOUND, { dataNIB: [] });
  const document = nibDocument(company, company.changed === '' ? '9' : '5');
  const rows = document.data_checklist as readonly Members[];
  const data_checklist = rows.map((row) => {
    const permit = company.permits.find(({ idIzin }) => idIzin === row.id_izin);
    return { ...row, status_checklist: permit?.status ?? '-', file_izin_oss: '-', data_teknis: null };
  });
  return good({ dataNIB: { ...document, data_checklist } });
}

export function checkNib(members: Members, { companies }: Office): Finding {
  const company = companies.find(byOf(members));
  if (!company) return bad(400, NOT_FOUND, { dataNIB: { nib: '', nama_perusahaan: '', status: '' } });
  return good({ dataNIB: { nib: company.nib, nama_perusahaan: company.nama, status: company.statusNib } });
}

export function fetchNib(members: Members, { companies }: Office): Finding {
  const company = companies.find(byOf(members));
  if (!company) return bad(400, NOT_FOUND, { dataNIB: [] });
  const kbli = company.permits.map(({ idIzin, nomor, kodeIzin }) => ({
    ...{ kbli: company.kbli, nama_kbli: 'Usaha contoh', id_izin: idIzin, no_izin: nomor, kd_izin: kodeIzin },
    ...{ tipe_oss: 'RBA', jenis_perizinan: '04', tgl_masa_berlaku: '-' },
  }));
  const project = { id_proyek: company.idProyek, kd_resiko: 'MR', jenis_proyek: '01', nomor_proyek: '-' };
  const data_proyek = [{ ...project, uraian_usaha: 'Usaha contoh', kbli }];
  return good({ dataNIB: { _id: company.ossId, nib: company.nib, data_proyek }, meta: null });
}

export function checkStatus(members: Members, office: Office): Finding {
  const found = ownPermit({ id_izin: members.id_izin }, office);
  if ('kode' in found) return found;
  const { permit, company } = found;
  const dataIZIN = {
    ...{ nib: company.nib, id_proyek: permit.idProyek, id_izin: permit.idIzin, kd_status: permit.status },
    ...{ uraian_status: `Status ${permit.status}`, file_lampiran: permit.lampiran },
  };
  return good({ dataIZIN });
}

export function inqueryLicense(members: Members, office: Office): Finding {
  const found = ownPermit({ id_izin: members.id_izin }, office);
  if ('kode' in found)
    return bad(found.kode, '', { success: false, meta: [{ message: found.says, field: 'id_izin' }] });
  const { permit, company } = found;
  const { data_proyek, data_checklist } = nibDocument(company, '9');
  const rows = data_checklist as readonly Members[];
  const data = {
    ...{ oss_id: company.ossId, id_izin: permit.idIzin, kd_izin: permit.kodeIzin },
    ...{ kd_daerah: permit.kodeDaerah, kewenangan: permit.kewenangan, data_proyek },
    data_checklist: rows.filter(({ id_izin }) => id_izin === permit.idIzin),
  };
  return good({ success: true, data, meta: [] });
}

/** The example's names; the table has three others. */
export function inqueryProject({ nib, id_proyek }: Members, { companies }: Office): Finding {
  const company = companies.find({ nib: String(nib) });
  if (!company || id_proyek !== company.idProyek) return bad(400, NOT_FOUND, { data: null });
  const { data_proyek } = nibDocument(company, '9');
  const data = {
    ...{ nama_perusahaan: company.nama, alamat_perseroan: company.alamat, npwp_perusahaan: company.person.nik },
    ...{ jenis_pelaku_usaha: '02', tgl_terbit_nib: company.issued, skala_usaha_final: '01', data_proyek },
  };
  return good({ data, meta: null });
}

/** Three of the thirty-two lists; of any other nothing is known. */
const references: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '8': { '033000000001': 'Sertifikat Standar Contoh', '018000000001': 'Izin Contoh' },
  '12': { '01': 'Badan Hukum', '02': 'Bukan Badan Hukum' },
  '31': { '1': 'Perdagangan', '2': 'Pariwisata' },
};

export function referencesOf({ kode }: Members): Finding {
  const list = references[String(kode)];
  if (!list) return bad(400, NOT_FOUND, { dataReferensi: [] });
  const dataReferensi = Object.entries(list).map(([kode_referensi, uraian_referensi]) => ({
    ...{ kode_referensi, uraian_referensi, keterangan_referensi: '-' },
  }));
  return good({ dataReferensi });
}

/** The link has a double slash. */
export function inqueryFile({ id_permohonan_izin }: Members, office: Office): Finding {
  const found = ownPermit({ id_izin: id_permohonan_izin }, office);
  if ('kode' in found) return found;
  return isSigned(found.permit, office)
    ? good({ url_file_ds: fileOf(found.permit) })
    : bad(400, 'File izin belum tersedia', { url_file_ds: '' });
}

export function fileOf({ idIzin }: Permit): string {
  return `https://berkas.oss.contoh.invalid//izin/${idIzin}.pdf`;
}

function isSigned({ approvedAt }: Permit, { now, settings }: Office): boolean {
  return approvedAt !== undefined && now() >= approvedAt + settings.fileDelaySeconds * 1000;
}

/** `tanggal_terbit` comes back as the instant at which that day began in Jakarta, `masa_berlaku` as words. */
export function inqueryCertificate(idIzin: string, { certificates }: Office): Finding {
  const sent = certificates.get(idIzin);
  if (!sent) return bad(400, NOT_FOUND, { dataCertificate: null });
  const began = new Date(Date.parse(`${String(sent.tanggal_terbit)}T00:00:00+07:00`)).toISOString();
  const masa_berlaku = `${String(sent.masa_berlaku)} ${String(sent.satuan_waktu)}`;
  return good({ dataCertificate: { ...sent, tanggal_terbit: began, masa_berlaku } });
}

export function inqueryFranchise({ nib }: Members, { companies }: Office): Finding {
  const company = companies.find({ nib: String(nib) });
  return company ? good({ dataNIBSTPW: franchiseHead(company) }) : bad(400, NOT_FOUND, { dataNIBSTPW: [] });
}

function franchiseHead({ nib, ossId, nama, issued, statusNib }: Company): Members {
  return {
    ...{ nib, oss_id: ossId, nama_perseroan: nama, tgl_terbit_nib: issued, status_nib: statusNib },
    ...{ skala_usaha: '01', jenis_perubahan_terakhir: '-' },
  };
}

function byOf({ nib, oss_id, npwp }: Members) {
  return {
    ...(typeof nib === 'string' ? { nib } : {}),
    ...(typeof oss_id === 'string' ? { ossId: oss_id } : {}),
    ...(typeof npwp === 'string' ? { npwp } : {}),
  };
}
