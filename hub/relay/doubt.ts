import { withoutLongNumbers } from '../identifiers/without-long-numbers.ts';
import type { Claimed } from '../store/forwarding.ts';
import { type Decision, refusalWords } from './decision.ts';

/** What a lane stands still for when its upstream wants something else than before. The upstream's words follow. */
const CONTRACT = 'contract: ';
const LONGEST_WORDS = 200;

/** After so many that arrived, a few refusals in the same words and nothing that arrives between are no coincidence. */
const TRUSTED_AFTER = 20;
const FEW = 3;
/** Where little or nothing arrived before, the messages may be what is wrong. */
const MANY = 8;
/** Refusals that are further apart are told one by one: who is refused now and then hears of it. */
const WITHIN_MS = 10 * 60_000;
/** Words that turned out to be about the messages. */
const MOST_KNOWN = 50;
const MOST_SENTENCES = 20;
const MOST_TRIED = 10_000;

/**
 * Tells a contract that changed from messages that are bad: a mandatory field that is new is refused for every message,
 * in the same words, where a moment ago everything arrived.
 */
export interface Doubt {
  /** The words the lane is in doubt about; `undefined` when it is not. */
  words(): string | undefined;
  /** `true`: with this refusal the contract is in doubt, or it was already and this is one more of the same. */
  came(message: Claimed, decision: Decision): boolean;
  /** `true` once for each message that comes back while the contract is in doubt. */
  isFirstTry(message: Claimed): boolean;
  /** The lane goes on, because something arrived or because somebody says so. */
  settled(): void;
}

export interface DoubtParts {
  /** Something that is another when the question is put in another way. */
  readonly askedWith: () => unknown;
  /** Why the lane was held when a former process left it. */
  readonly kept?: string;
  readonly now: () => Date;
  /** Puts a message that was refused before anybody knew back into the lane. */
  readonly takeBack: (message: Claimed) => void;
}

interface Refused {
  readonly message: Claimed;
  readonly at: number;
}

/** A former process had the doubt: nobody remembers how messages were put then. */
const BEFORE = Symbol('before');

export function createDoubt({ askedWith, kept, now, takeBack }: DoubtParts): Doubt {
  const known = new Set<string>();
  let doubted = kept?.startsWith(CONTRACT) ? kept.slice(CONTRACT.length) : undefined;
  let since: unknown = BEFORE;
  /** Refused since something arrived, by the words. */
  const refusals = new Map<string, readonly Refused[]>();
  let arrived = 0;
  const tried = new Set<string>();

  function delivered(): void {
    arrived += 1;
    refusals.clear();
    // it went through as it was asked before: those that were refused were wrong themselves
    if (doubted !== undefined && askedWith() === since && known.size < MOST_KNOWN) known.add(doubted);
    tried.clear();
    doubted = undefined;
  }

  function refused(message: Claimed, words: string): boolean {
    if (doubted === undefined) {
      if (words === '' || known.has(words)) return false;
      const at = now().getTime();
      const lately = (refusals.get(words) ?? []).filter((one) => at - one.at < WITHIN_MS);
      const alike = [...lately, { message, at }];
      remember(words, alike);
      if (alike.length < (arrived >= TRUSTED_AFTER ? FEW : MANY)) return false;
      doubted = words;
      since = askedWith();
      for (const one of alike) takeBack(one.message);
      refusals.clear();
      return true;
    }
    if (words !== doubted) return false;
    takeBack(message); // it was under way when the others were found out
    return true;
  }

  function remember(words: string, alike: readonly Refused[]): void {
    refusals.set(words, alike);
    const [oldest] = refusals.keys();
    if (refusals.size > MOST_SENTENCES && oldest !== undefined) refusals.delete(oldest);
  }

  return {
    words: () => doubted,
    came(message, decision) {
      if (decision.to === 'delivered') delivered();
      return decision.to === 'refused' && refused(message, foldedWords(refusalWords(decision)));
    },
    isFirstTry({ id }) {
      if (doubted === undefined || tried.has(id) || tried.size >= MOST_TRIED) return false;
      tried.add(id);
      return true;
    },
    settled() {
      refusals.clear();
      tried.clear();
      doubted = undefined;
    },
  };
}

/** What a held lane says: the reason is on the disk, so a restart knows it too. */
export function contractReason(words: string): string {
  return CONTRACT + words;
}

/** Lanes that may go on when a release is used that fits. */
export function waitsForRelease(reason: string): boolean {
  return reason === 'changed' || reason.startsWith(CONTRACT);
}

/** Refused in the words that are in doubt: not the message's own trouble, so it keeps its turn. */
export function orDoubted(decision: Decision, doubted: string | undefined): Decision {
  if (decision.to !== 'refused' || doubted === undefined || foldedWords(refusalWords(decision)) !== doubted)
    return decision;
  const reason = contractReason(doubted);
  return { to: 'again', reason, unsure: false, attempted: true, hold: { reason } };
}

/** The same sentence about another booking is the same sentence. */
export function foldedWords(words: string): string {
  return withoutLongNumbers(words).replace(/\d+/g, '#').replace(/\s+/g, ' ').trim().slice(0, LONGEST_WORDS);
}
