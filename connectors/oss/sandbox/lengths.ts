/** Form of what the city sends (the OSS notes, section 6): the most characters, or exactly so many; `?` is optional. */
interface Length {
  readonly most: number;
  readonly exactly?: true;
  readonly optional?: true;
}
type Lengths = Readonly<Record<string, Length>>;

const most = (length: number): Length => ({ most: length });
const exactly = (length: number): Length => ({ most: length, exactly: true });
const perhaps = (length: number): Length => ({ most: length, optional: true });

const permit = { nib: exactly(13), oss_id: most(25), id_izin: most(25), kd_izin: most(13), id_proyek: most(25) };

export const statusLengths: Lengths = {
  ...permit,
  id_produk: perhaps(25),
  kd_instansi: most(3),
  kd_status: exactly(2),
  tgl_status: exactly(19),
  nip_status: most(50),
  nama_status: most(50),
  keterangan: most(4000),
};

export const finalLengths: Lengths = {
  ...permit,
  kd_daerah: exactly(10),
  nomor_izin: perhaps(50),
  tgl_terbit_izin: exactly(10),
  tgl_berlaku_izin: exactly(10),
  nama_ttd: most(50),
  nip_ttd: most(25),
  jabatan_ttd: most(150),
  status_izin: exactly(2),
  nomenklatur_nomor_izin: perhaps(255),
  jenis_perizinan: perhaps(3),
};

export const spatialLengths: Lengths = {
  oss_id: most(25),
  id_izin: most(25),
  kd_izin: most(13),
  id_proyek: most(25),
  kd_status: exactly(2),
  tgl_status: exactly(19),
  nip_status: most(50),
  nama_status: most(50),
};

export const certificateLengths: Lengths = {
  id_permohonan_izin: most(25),
  nomor_sertifikat: most(255),
  tanggal_terbit: exactly(10),
};

/** A readable text, or nothing where the form is good. */
export function badForm(lengths: Lengths, members: Readonly<Record<string, unknown>>): string | undefined {
  for (const [name, length] of Object.entries(lengths)) {
    const value = members[name];
    if (value === undefined || value === null || value === '') {
      if (length.optional) continue;
      return `Parameter ${name} tidak boleh kosong`;
    }
    if (typeof value !== 'string') return `Parameter ${name} harus berupa teks`;
    const isGood = length.exactly ? value.length === length.most : value.length <= length.most;
    if (!isGood) return `Panjang parameter ${name} tidak sesuai`;
  }
  return undefined;
}
