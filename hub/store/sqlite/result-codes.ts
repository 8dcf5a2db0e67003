import { StoreError } from '../store.ts';
import type { Fault } from './messages.ts';

/** Primary result codes, https://www.sqlite.org/rescode.html. The extended code carries its primary one in the low byte. */
export const SQLITE_BUSY = 5;
/** A value that may exist once exists: as a primary key, under a unique index. */
const TAKEN: readonly (number | undefined)[] = [1555, 2067];

const MEANING: Readonly<Record<number, string>> = {
  5: 'another process kept the database locked for too long',
  6: 'another process kept the database locked for too long',
  8: 'the database cannot be written, only read',
  10: 'the disk reported an error',
  11: 'the database file is damaged',
  13: 'the disk is full',
  14: 'the database file cannot be opened',
  19: 'a rule of the database forbids it',
  26: 'the database file is damaged, or is not a database',
};

/** What SQLite itself said, on the hub's side of the thread border. Its messages name columns, never values. */
export class SqliteFault extends Error {
  override readonly name = 'SqliteFault';
  readonly sqliteCode: number | undefined;
  constructor({ message, sqliteCode }: Fault) {
    super(message);
    this.sqliteCode = sqliteCode;
  }
}

export function sqliteCodeOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode : undefined;
}

export function toStoreError(fault: Fault): StoreError {
  const meaning = fault.sqliteCode === undefined ? undefined : MEANING[fault.sqliteCode & 0xff];
  return new StoreError(`store: ${meaning ?? 'the database refused'}`, { cause: new SqliteFault(fault) });
}

/** Whether the error says that a value, which may exist once, exists already in this column. */
export function isTaken(error: unknown, column: string): boolean {
  if (!(error instanceof StoreError) || !(error.cause instanceof SqliteFault)) return false;
  return TAKEN.includes(error.cause.sqliteCode) && error.cause.message.includes(column);
}
