/** A report as an application hands it over. */
export const REPORT = {
  judul: 'Lampu jalan padam di depan pasar',
  isi: 'Lampu jalan di depan pasar padam sejak tiga hari yang lalu, sehingga jalan gelap dan rawan kecelakaan pada malam hari.',
  klasifikasi: 'pengaduan',
  anonim: false,
  rahasia: false,
  pelapor: { nama: 'BUNGA CONTOH', telepon: '081200000001' },
} as const;
