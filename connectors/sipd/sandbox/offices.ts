/** An office as planning lists it (section 4.1); heads and their numbers are invented. */
export interface Office {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly affair: string;
  readonly affairName: string;
}

/** Pattern codes of six offices of a city (section 6). */
export const offices: readonly Office[] = [
  {
    code: '2.16.2.20.2.21.01.0000',
    name: 'DINAS KOMUNIKASI DAN INFORMATIKA',
    affairName: 'KOMUNIKASI DAN INFORMATIKA',
  },
  { code: '1.01.0.00.0.00.01.0000', name: 'DINAS PENDIDIKAN', affairName: 'PENDIDIKAN' },
  { code: '1.02.0.00.0.00.01.0000', name: 'DINAS KESEHATAN', affairName: 'KESEHATAN' },
  { code: '1.03.0.00.0.00.01.0000', name: 'DINAS PEKERJAAN UMUM', affairName: 'PEKERJAAN UMUM' },
  { code: '5.01.0.00.0.00.01.0000', name: 'BADAN PERENCANAAN', affairName: 'PERENCANAAN' },
  { code: '7.01.0.00.0.00.01.0000', name: 'KECAMATAN BINJAI UTARA', affairName: 'KECAMATAN' },
].map((office, index) => ({ ...office, id: 7001 + index, affair: office.code.slice(0, 4) }));

export function officeOf(index: number): Office {
  return offices[index % offices.length] as Office;
}

export interface Schedule {
  readonly id: number;
  readonly kind: 'murni' | 'pergeseran' | 'perubahan';
  readonly name: string;
  readonly stage: string;
}

export const schedules: readonly Schedule[] = [
  { id: 8001, kind: 'murni', name: 'Penetapan APBD Murni', stage: 'M' },
  { id: 8002, kind: 'pergeseran', name: 'Pergeseran 1', stage: 'P1' },
  { id: 8003, kind: 'perubahan', name: 'Perubahan APBD', stage: 'P2' },
];
