declare const rupiah: unique symbol;
/**
 * An amount of whole rupiah, 0 to 99,999,999,999,999: 14 digits are the most a bank takes (the eCollection notes,
 * section 4.1), and far from where a double begins to round. There are no sen: whoever sends some is misunderstood.
 * Made by the functions of this file only, each of which checks what it makes.
 */
export type Rupiah = number & { readonly [rupiah]: true };

export const MOST_RUPIAH = 99_999_999_999_999;
export const NONE = toRupiah(0);

/** Throws a RangeError for what is no amount. */
export function toRupiah(value: number | bigint): Rupiah {
  const amount = typeof value === 'bigint' && value <= MOST_RUPIAH ? Number(value) : value;
  if (typeof amount !== 'number' || !Number.isSafeInteger(amount) || amount < 0 || amount > MOST_RUPIAH)
    throw new RangeError('not an amount of whole rupiah');
  return (amount === 0 ? 0 : amount) as Rupiah; // not -0
}

/** `125000`, `"125000"` and `"125000.00"`; `undefined` for anything else, sen included. */
export function readRupiah(value: unknown): Rupiah | undefined {
  if (typeof value === 'string') {
    const [, digits] = /^\s*(\d{1,16})(?:\.0{1,2})?\s*$/.exec(value) ?? [];
    return digits === undefined ? undefined : readRupiah(BigInt(digits));
  }
  if (typeof value !== 'number' && typeof value !== 'bigint') return undefined;
  try {
    return toRupiah(value);
  } catch {
    return undefined;
  }
}

const AMOUNT = /^\s*(\d{1,16})(?:\.(\d+))?\s*$/;

/**
 * An amount that may have decimals, `250000000`, `4500.5` or `"116338787.00"`, as whole rupiah, half of one rounded up
 * (the SIPD notes, section 7). By the digits as they are written, so that nothing is lost on the way; `undefined` for
 * anything else, a debt included, and for the text `4.500`: whoever writes thousands so means a thousand times as much.
 */
export function readRoundedRupiah(value: unknown): Rupiah | undefined {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint') return undefined;
  const [, whole, decimals = ''] = AMOUNT.exec(String(value)) ?? [];
  if (whole === undefined || (typeof value === 'string' && decimals.length === 3)) return undefined;
  return readRupiah(BigInt(whole) + (decimals >= '5' ? 1n : 0n));
}

export function plus(...amounts: readonly Rupiah[]): Rupiah {
  return toRupiah(amounts.reduce((sum, amount) => sum + BigInt(amount), 0n));
}

/** What is left, or nothing where the other is larger. */
export function minus(amount: Rupiah, other: Rupiah): Rupiah {
  return other >= amount ? NONE : toRupiah(BigInt(amount) - BigInt(other));
}

/** The smaller one. */
export function lesser(amount: Rupiah, other: Rupiah): Rupiah {
  return toRupiah(Math.min(amount, other));
}

/** So many per cent, each of so many times, of which a broken rupiah is dropped. */
export function percentOf(amount: Rupiah, percent: number, times: number): Rupiah {
  return toRupiah((BigInt(amount) * BigInt(percent) * BigInt(times)) / 100n);
}
