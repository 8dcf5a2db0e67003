/** A health facility that may call, and what BPJS gave it: one consumer, and one user key per service (section 1). */
export interface Facility {
  readonly consumerId: string;
  readonly consumerSecret: string;
  readonly userKeys: Readonly<Record<ServiceName, string>>;
  /** What makes its data its own: the puskesmas that refers to it, its record and doctor numbers. */
  readonly place: number;
}

export type ServiceName = 'vclaim-1.1' | 'vclaim-2.0' | 'antrean-rs';

export const facilities: readonly Facility[] = [
  facility(1, '1000', 'contoh-rahasia'), // the consumer of the document's check vectors (section 2)
  facility(2, '2000', 'rahasia-kedua'),
];

export function facilityOf(consumerId: string | undefined): Facility | undefined {
  return facilities.find((candidate) => candidate.consumerId === consumerId);
}

/** The hospital itself, as dashboards and letters name it. */
export function hospitalOf({ place }: Facility): { readonly kode: string; readonly nama: string } {
  return { kode: `990${place}R001`, nama: `RSUD CONTOH ${place}` };
}

export function isKeyOfService(userKey: string, service: ServiceName): boolean {
  return facilities.some(({ userKeys }) => userKeys[service] === userKey);
}

function facility(place: number, consumerId: string, consumerSecret: string): Facility {
  const vclaim = `kunci-vclaim-${consumerId}`;
  const userKeys = { 'vclaim-1.1': vclaim, 'vclaim-2.0': vclaim, 'antrean-rs': `kunci-antrean-${consumerId}` };
  return { consumerId, consumerSecret, userKeys, place };
}
