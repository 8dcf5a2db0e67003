import type { Keep } from '../../store/sealed-records.ts';
import type { Bill } from './bill.ts';

export const CLAIMS = 'objek-tagihan';

/** One object and year is one bill, whoever publishes it: the claim says whose. */
export interface Claim {
  /** Number of the bill. */
  readonly tagihan: string;
}

type Hash = (text: string) => string;

/** By NOP and tax year (22 digits when joined; the H2H notes, section 2), and by billing code. */
export const claimOf = {
  nop: (hash: Hash, nop: string, year: string) => hash(`nop ${nop} ${year}`),
  code: (hash: Hash, kodeBayar: string) => hash(`kode bayar ${kodeBayar}`),
};

/** Bills of one object stand together; a number that says where somebody lives is kept as a keyed hash. */
export function objectGroup(hash: Hash, nop: string): string {
  return hash(`objek ${nop}`);
}

export function claimsOf({ objek, tahunPajak }: Bill, hash: Hash): readonly string[] {
  const { nop, kodeBayar } = objek;
  return [
    ...(nop === undefined ? [] : [claimOf.nop(hash, nop, tahunPajak ?? '')]),
    ...(kodeBayar === undefined ? [] : [claimOf.code(hash, kodeBayar)]),
  ];
}

export function claimRecord(id: string, tagihan: string, at: number): Keep<Claim> {
  return {
    ...{ collection: CLAIMS, id, owner: '', state: '', group: '', createdAt: at, updatedAt: at, watchAt: null },
    value: { tagihan },
  };
}
