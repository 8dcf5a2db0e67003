import type { Verdict } from '../../../../hub/mapping/verdict.ts';
import type { AkunVirtual } from '../../../../openapi/generated/types.ts';
import type { Bank } from './with-money.ts';

interface Account {
  nomor: string;
  nominal: number;
  terbayar: number;
  nomorBank: string | null;
  aktif: boolean;
}

/** A bank that keeps accounts by their trxId, as eCollection does. */
export interface FakeBank {
  readonly answer: Bank;
  readonly accounts: Map<string, Account>;
  /** What the next call of this operation comes to; it is done all the same where `done`. */
  fail(operation: string, how: 'lost' | 'not-sent' | 'html' | { readonly refused: string }, done?: boolean): void;
  pay(trxId: string, nominal: number, nomorBank: string): void;
}

const found = (value: unknown): Verdict => ({ kind: 'found', value, drift: [] });
const VERDICTS: Readonly<Record<string, Verdict>> = {
  lost: { kind: 'fault', fault: { trouble: 'unanswered', outcome: 'unknown' } },
  'not-sent': { kind: 'fault', fault: { trouble: 'unreachable', outcome: 'not-done' } },
  html: { kind: 'changed', drift: [] },
};

export function fakeBank(): FakeBank {
  const accounts = new Map<string, Account>();
  const failures: { operation: string; verdict: Verdict; done: boolean }[] = [];

  function act(operation: string, asked: Readonly<Record<string, unknown>>): Verdict {
    const trxId = String(asked.trxId);
    const there = accounts.get(trxId);
    switch (operation) {
      case 'va-create':
        if (there) return { kind: 'refused', code: '105', reason: 'sudah-ada' };
        accounts.set(trxId, newAccount(asked));
        return found(viewOf(trxId, accounts.get(trxId)));
      case 'va-update':
        if (!there) return { kind: 'absent' };
        if (there.terbayar > 0) return { kind: 'refused', code: '100', reason: 'sudah-lunas' };
        there.nominal = Number(asked.nominal);
        return found(viewOf(trxId, there));
      case 'va-delete':
        if (!there) return { kind: 'absent' };
        if (there.terbayar > 0) return { kind: 'refused', code: '100', reason: 'sudah-lunas' };
        there.aktif = false;
        return found(viewOf(trxId, there));
      case 'va-inquiry':
        return there ? found(viewOf(trxId, there)) : { kind: 'absent', code: '101' };
      default:
        throw new Error(`${operation} is not asked of this bank`);
    }
  }

  return {
    accounts,
    answer(operation, asked) {
      const at = failures.findIndex((one) => one.operation === operation);
      const [failure] = at < 0 ? [] : failures.splice(at, 1);
      if (!failure) return act(operation, asked);
      if (failure.done) act(operation, asked);
      return failure.verdict;
    },
    fail(operation, how, done = false) {
      const verdict: Verdict =
        typeof how === 'string' ? (VERDICTS[how] as Verdict) : { kind: 'refused', code: '102', reason: how.refused };
      failures.push({ operation, verdict, done });
    },
    pay(trxId, nominal, nomorBank) {
      const account = accounts.get(trxId);
      if (!account) throw new Error('there is no such account');
      account.terbayar += nominal;
      account.nomorBank = nomorBank;
      account.aktif = false;
    },
  };
}

function newAccount({ nomor, nominal }: Readonly<Record<string, unknown>>): Account {
  return { nomor: String(nomor), nominal: Number(nominal), terbayar: 0, nomorBank: null, aktif: true };
}

function viewOf(trxId: string, account: Account | undefined): AkunVirtual {
  if (!account) throw new Error('there is no such account');
  return { trxId, ...account, dibayarPada: account.nomorBank === null ? null : '2026-02-03T10:20:00+07:00' };
}
