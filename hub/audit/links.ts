import type { KeyObject } from 'node:crypto';
import type { ChainedAuditRecord, KeptAuditRecord } from '../store/audit.ts';
import { macOf } from './chain.ts';

export interface Where {
  readonly sequence: number;
  readonly at: number;
}

/** Something about the records that the hub did not do. */
export type AuditBreak =
  /** Not as it was written, or not written by the hub. */
  | { readonly kind: 'altered'; readonly at: Where }
  /** Gone. `before` is what is there in front of them; absent where the beginning of a chain is gone. */
  | { readonly kind: 'missing'; readonly records: number; readonly before?: Where; readonly after: Where }
  /** There again, or not where it was written; `unchained`: on no chain, after chains had begun. */
  | { readonly kind: 'added'; readonly at: Where; readonly unchained: boolean }
  /** `seenBy` saw a record with this sequence, and it is not there any more. */
  | { readonly kind: 'cut'; readonly sequence: number; readonly seenBy: Where | 'you' };

export interface Links {
  /** Records in the order of their sequence. `true`: it fits what is before it. */
  look(record: KeptAuditRecord): boolean;
  /** After the last one. */
  end(): void;
  chains(): number;
  /** Records from before there were chains. */
  unchained(): number;
}

export interface LinkParts {
  readonly key: KeyObject;
  readonly report: (one: AuditBreak) => void;
  /** Chains may have begun before the first record. */
  readonly underWay: boolean;
}

type Linked = KeptAuditRecord & ChainedAuditRecord;

interface Chain {
  readonly last: Where & { readonly place: number };
  /** What the next one may be bound to: the mac that the last one has, and the one that it should have. */
  readonly macs: readonly string[];
  /** The last one did not fit these. Whether it was altered or put in is shown by the next one. */
  readonly doubted?: readonly string[];
}

/** Follows every chain through the records, in whatever order processes wrote them. */
export function createLinks({ key, report, underWay }: LinkParts): Links {
  const chains = new Map<string, Chain>();
  let unchained = 0;

  const fits = (record: ChainedAuditRecord, macs: readonly string[]) =>
    macs.some((mac) => macOf(record, mac, key) === record.mac);
  const goOn = (record: Linked) => void chains.set(record.chain, { last: record, macs: [record.mac] });
  const doubt = (record: Linked, macs: readonly string[]) => {
    const should = macOf(record, macs[0] ?? '', key);
    chains.set(record.chain, { last: record, macs: [record.mac, should], doubted: macs });
  };

  const first = (record: Linked): boolean => {
    if (record.place > 1) {
      if (!underWay) report({ kind: 'missing', records: record.place - 1, after: whereOf(record) });
      goOn(record);
      return underWay;
    }
    const good = fits(record, ['']);
    if (good) goOn(record);
    else doubt(record, ['']);
    return good;
  };

  const next = ({ last, macs, doubted }: Chain, record: Linked): boolean => {
    if (doubted && record.place === last.place && fits(record, doubted)) {
      report({ kind: 'added', at: whereOf(last), unchained: false });
      goOn(record);
      return true;
    }
    if (doubted) report({ kind: 'altered', at: whereOf(last) });
    const place = last.place + 1;
    if (record.place === place) {
      const good = fits(record, macs);
      if (good) goOn(record);
      else doubt(record, macs);
      return good;
    }
    if (fits({ ...record, place }, macs)) {
      report({ kind: 'altered', at: whereOf(record) });
      goOn({ ...record, place });
    } else if (record.place < place) {
      report({ kind: 'added', at: whereOf(record), unchained: false });
      chains.set(record.chain, { last, macs });
    } else {
      report({ kind: 'missing', records: record.place - place, before: whereOf(last), after: whereOf(record) });
      goOn(record); // what it was bound to is gone, so it is taken as it is
    }
    return false;
  };

  return {
    look(record) {
      if (!isLinked(record)) {
        if (chains.size > 0) report({ kind: 'added', at: whereOf(record), unchained: true });
        else unchained += 1;
        return false;
      }
      const chain = chains.get(record.chain);
      return chain ? next(chain, record) : first(record);
    },
    end() {
      for (const { last, doubted } of chains.values()) if (doubted) report({ kind: 'altered', at: whereOf(last) });
    },
    chains: () => chains.size,
    unchained: () => unchained,
  };
}

function isLinked(record: KeptAuditRecord): record is Linked {
  return record.chain !== null && record.place !== null && record.mac !== null;
}

export function whereOf({ sequence, at }: Where): Where {
  return { sequence, at };
}
