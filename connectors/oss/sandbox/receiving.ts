import type { Companies, Company, Permit } from './companies.ts';
import { bad, type Finding, good } from './finding.ts';
import type { Ledger } from './ledger.ts';
import { badForm, certificateLengths, finalLengths, spatialLengths, statusLengths } from './lengths.ts';
import type { OssSettingValues } from './settings.ts';

type Members = Readonly<Record<string, unknown>>;

/** OSS: what it knows, and what it was sent. */
export interface Office {
  readonly settings: OssSettingValues;
  readonly now: () => number;
  readonly companies: Companies;
  readonly ledger: Ledger;
  readonly certificates: Map<string, Members>;
}

/** Codes that nobody but OSS or the applicant sets, or that were removed (section 8, by inference). */
const NOT_OF_THE_CITY: readonly string[] = ['05', '09', '12', '30', '32', '34', '42', '44', '49', '52', '57'];
const REMOVED: readonly string[] = ['91', '92'];

/** 6.1 receiveLicenseStatus, also of 1.x, which still has 91 and 92. */
export function receiveStatus(members: Members, office: Office, isOld: boolean): Finding {
  const wrong = badForm(statusLengths, members);
  if (wrong !== undefined) return bad(400, wrong, { dataNIB: {} });
  if (members.kd_instansi !== office.settings.institution) return bad(403, 'Akses ilegal', { dataNIB: {} });
  const status = String(members.kd_status);
  if (NOT_OF_THE_CITY.includes(status) || (!isOld && REMOVED.includes(status)))
    return bad(400, 'Kode status tidak sesuai', { dataNIB: {} });
  const found = ownPermit(members, office);
  if ('kode' in found) return { ...found, members: { dataNIB: {} } };
  office.ledger.sent('receiveLicenseStatus', found.permit.idIzin, status);
  change(found.permit, status, office);
  return good({ dataNIB: {} });
}

/** 6.2 receiveLicense: the number is OSS's where none was sent, and the same at a repeat. */
export function receiveLicense(members: Members, office: Office, isOld: boolean): Finding {
  const old = ['id_produk', 'data_pnbp'].find((name) => name in members);
  if (old !== undefined && !isOld && office.settings.oldMembers === 'refused')
    return bad(400, `Parameter ${old} tidak dikenal`);
  const wrong = badForm(finalLengths, members);
  if (wrong !== undefined) return bad(400, wrong);
  const found = ownPermit(members, office);
  if ('kode' in found) return found;
  const { permit } = found;
  office.ledger.sent('receiveLicense', permit.idIzin, String(members.status_izin));
  finish(permit, members, office);
  const { jenis_perizinan = '' } = members;
  return good({ nomor_izin: permit.nomor, jenis_perizinan, file_lampiran: permit.lampiran }, '');
}

/** 6.3 updateLicense: `bln_berlaku_izin` and `thn_berlaku_izin` are texts here. */
export function updateLicense(members: Members, office: Office): Finding {
  const wrong = badForm(finalLengths, members);
  if (wrong !== undefined) return bad(400, wrong);
  const notText = ['bln_berlaku_izin', 'thn_berlaku_izin'].find((name) => typeof members[name] === 'number');
  if (notText !== undefined) return bad(400, `Parameter ${notText} harus berupa teks`);
  const found = ownPermit(members, office);
  if ('kode' in found) return found;
  const { permit } = found;
  if (permit.nomor === '') return bad(400, 'Gagal Reset DS');
  office.ledger.sent('updateLicense', permit.idIzin, String(members.status_izin));
  finish(permit, members, office);
  return good({ keterangan_reset_izin_ds: 'Berhasil Reset DS', nomor_izin: permit.nomor });
}

/** 6.4 receiveLicenseKKPR. */
export function receiveSpatial(members: Members, office: Office): Finding {
  const wrong = badForm(spatialLengths, members);
  if (wrong !== undefined) return bad(400, wrong);
  const found = ownPermit({ ...members, nib: undefined }, office);
  if ('kode' in found) return found;
  const status = String(members.kd_status);
  office.ledger.sent('receiveLicenseKKPR', found.permit.idIzin, status);
  change(found.permit, status, office);
  return good();
}

/** 6.4 receiveCertificate. */
export function receiveCertificate(members: Members, office: Office): Finding {
  const wrong = badForm(certificateLengths, members);
  if (wrong !== undefined) return bad(400, wrong);
  const idIzin = String(members.id_permohonan_izin);
  if (!office.companies.permit(idIzin)) return bad(400, 'Data izin tidak ditemukan');
  office.ledger.sent('receiveCertificate', idIzin, '');
  const id = office.certificates.get(idIzin)?.id_sertifikat ?? `SHI-${idIzin.slice(2)}`;
  const dataCertificate = { ...members, id_sertifikat: id };
  office.certificates.set(idIzin, dataCertificate);
  return good({ dataCertificate });
}

/** Known, with the company it belongs to, and a permit of this city. */
export function ownPermit(members: Members, { companies, settings }: Office): Found | Finding {
  const found = companies.permit(String(members.id_izin));
  if (!found) return bad(400, 'Data izin tidak ditemukan');
  const { nib, oss_id } = members;
  if (oss_id !== undefined && oss_id !== found.company.ossId) return bad(400, 'OSS ID tidak ditemukan');
  if (nib !== undefined && nib !== found.company.nib) return bad(400, 'NIB tidak ditemukan');
  return found.permit.kodeDaerah === settings.regionCode ? found : bad(403, 'Akses ilegal');
}

export interface Found {
  readonly permit: Permit;
  readonly company: Company;
}

const APPROVED = '50';

function change(permit: Permit, status: string, { now }: Office): void {
  permit.status = status;
  if (status === APPROVED) permit.approvedAt ??= now();
}

function finish(permit: Permit, members: Members, office: Office): void {
  change(permit, String(members.status_izin), office);
  const given = typeof members.nomor_izin === 'string' ? members.nomor_izin : '';
  permit.nomor = given || permit.nomor || `${permit.idIzin.slice(2)}/OSS`;
  if (typeof members.file_lampiran === 'string') permit.lampiran = members.file_lampiran;
}
