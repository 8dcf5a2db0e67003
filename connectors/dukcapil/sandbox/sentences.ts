/** The sentence of each code (section 4.4). Wordings drift between servers; where the document has none, ours says the same. */
const sentences: Readonly<Record<string, string>> = {
  '03': 'Login Gagal',
  '04': 'IP Address Tidak Sesuai',
  '05': 'Kuota Akses Hari ini telah Habis',
  '06': 'Di luar waktu akses yang diizinkan',
  '07': 'Parameter permintaan tidak lengkap',
  '08': 'NIK tidak dapat diproses',
  '09': 'User, password atau IP kosong',
  '10': 'IP tidak valid',
  '11': 'Data Ditemukan, Meninggal Dunia',
  '12': 'Data Ditemukan, Data Ganda',
  '13': 'Data Tidak Ditemukan, NIK tidak terdapat di database Kependudukan',
  '14': 'Data Ditemukan, Status Non Aktif silahkan hubungi Dinas Dukcapil',
  '15': 'Data Tidak Ditemukan, NIK tidak sesuai format Dukcapil',
  '16': 'Instansi tidak aktif',
  '17': 'User id tidak aktif',
};

export function sentenceOf(code: string): string {
  return sentences[code] ?? `Kode ${code}`;
}

/** Sentence-only servers have fewer words: whoever is not found is just that. */
export function legacySentenceOf(code: string): string {
  return code === '13' || code === '15' ? 'Data Tidak Ditemukan' : sentenceOf(code);
}
