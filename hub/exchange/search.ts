import type { Fault } from '../../connectors/connector.ts';
import type { Operation } from '../mapping/release.ts';
import type { Verdict } from '../mapping/verdict.ts';
import { reread } from './ask.ts';
import type { Came, Fired, Line, Way } from './line.ts';

export interface SearchParts {
  /** Asks once under this release; `undefined` where its account may not be asked now. */
  readonly ask: (way: Way, fired: Fired) => Promise<Came | undefined>;
  /** An answer fits this release and not the one in use. `true`: it takes its place. */
  readonly fits: (line: Line, from: Operation, to: Operation, failed: Verdict) => boolean;
}

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;
/** An address where nobody was found so often may have been left for good. */
const GONE_AFTER = 3;

/**
 * Looks for a release that what came back fits, when it does not fit the one in use. The same bytes are read by the
 * others, which costs the upstream nothing; where another release asks in another way, it is asked once.
 */
export function createSearch({ ask, fits }: SearchParts) {
  return async function another(line: Line, used: Way, failed: Came, fired: Fired): Promise<Came | undefined> {
    if (!isReason(line, failed, fired) || line.pinned) return undefined;
    const others = line.ways.filter(({ operation }) => operation !== used.operation);
    if (others.length === 0) return undefined;
    const search: Search = { line, used, failed, fired, others, alike: new Set() };
    return (await readOtherwise(search)) ?? (await askOtherwise(search));
  };

  async function readOtherwise(search: Search): Promise<Came | undefined> {
    const { failed, fired, others, alike } = search;
    const { recorded, verdict: first } = failed;
    if (!recorded) return undefined;
    for (const way of others) {
      const verdict = await reread(way.asking, way.operation, fired.asked, recorded, fired.attempt?.headers);
      if (!verdict) continue;
      alike.add(way.operation);
      if (first.kind !== 'changed' || !isEvidence(verdict)) continue;
      adopt(search, way);
      return { verdict, by: way.operation, onTheWay: false, recorded };
    }
    return undefined;
  }

  async function askOtherwise(search: Search): Promise<Came | undefined> {
    const { line, used, fired } = search;
    if (line.searching) await orAborted(line.searching, fired.signal);
    const [inUse] = line.ways;
    if (inUse && inUse.operation !== used.operation) return mayAsk(inUse, search) ? ask(inUse, fired) : undefined; // found meanwhile
    if (performance.now() < line.searchAfter || fired.signal.aborted) return undefined;
    const { promise, resolve } = Promise.withResolvers<void>();
    line.searching = promise;
    try {
      return await askEach(search);
    } finally {
      line.searching = undefined;
      resolve();
    }
  }

  async function askEach(search: Search): Promise<Came | undefined> {
    const { line, fired, others } = search;
    let understood = false;
    for (const way of others) {
      if (!mayAsk(way, search)) continue;
      const came = await ask(way, fired);
      if (!came) continue;
      if (isEvidence(came.verdict)) {
        adopt(search, way);
        return came;
      }
      understood ||= isUnderstood(came.verdict);
      if (fired.attempt && mayHaveBeenDone(came.verdict)) return came; // nobody else is asked to do it too
    }
    // "there is none" proves nothing, and the next question may be about somebody who is known there
    const longer = understood ? FIRST_PAUSE_MS : line.searchPauseMs * 2;
    line.searchPauseMs = Math.min(Math.max(FIRST_PAUSE_MS, longer), LONGEST_PAUSE_MS);
    line.searchAfter = performance.now() + line.searchPauseMs;
    return undefined;
  }

  function adopt({ line, used, failed }: Search, way: Way): void {
    line.searchPauseMs = 0;
    line.searchAfter = 0;
    const [inUse] = line.ways;
    if (inUse?.operation !== used.operation || !fits(line, used.operation, way.operation, failed.verdict)) return;
    line.ways = [way, ...line.ways.filter(({ operation }) => operation !== way.operation)];
    line.gone = 0;
  }
}

interface Search {
  readonly line: Line;
  readonly used: Way;
  readonly failed: Came;
  readonly fired: Fired;
  readonly others: readonly Way[];
  /** They put the question as it was put: asking again would bring what is there already. */
  readonly alike: Set<Operation>;
}

/** What makes it worth looking: a changed answer, refusals that are none, an address that was left. */
function isReason(line: Line, { verdict }: Came, { attempt }: Fired): boolean {
  switch (verdict.kind) {
    case 'changed':
      return true;
    case 'refused':
      return attempt?.doubted ?? false;
    case 'fault':
      return isGone(verdict.fault) && line.gone >= GONE_AFTER;
    default:
      return false;
  }
}

/** Nobody is at this address, or nothing at this path, and nothing was done. */
export function isGone({ trouble, outcome, reason = '' }: Fault): boolean {
  return outcome === 'not-done' && (trouble === 'unreachable' || ['http_404', 'http_405', 'http_410'].includes(reason));
}

/** Nobody answers, or the door is closed: every other operation would fare the same. */
export function isAway({ trouble }: Fault): boolean {
  return trouble === 'unreachable' || trouble === 'unanswered' || trouble === 'maintenance';
}

/** "There is none" proves nothing: under another release that code may mean something else. Nor does an empty list. */
function isEvidence(verdict: Verdict): boolean {
  return verdict.kind === 'found' && !(Array.isArray(verdict.value) && verdict.value.length === 0);
}

function isUnderstood({ kind }: Verdict): boolean {
  return kind === 'absent' || kind === 'found';
}

/** A read may be asked by anybody. A write only where the first did nothing, or where a repeat is recognised by both. */
function mayAsk(way: Way, { used, failed: { verdict }, fired: { attempt }, alike }: Search): boolean {
  if (alike.has(way.operation)) return false;
  if (!attempt || !mayHaveBeenDone(verdict)) return true;
  const recognises = ({ operation }: Way) => (operation.whenUnknown ?? attempt.whenUnknown) === 'resend';
  return recognises(way) && recognises(used) && way.operation.service === used.operation.service;
}

function mayHaveBeenDone(verdict: Verdict): boolean {
  if (verdict.kind === 'changed') return !verdict.notDone;
  return verdict.kind === 'found' || (verdict.kind === 'fault' && verdict.fault.outcome === 'unknown');
}

function orAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => resolve();
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
    void work.then(() => {
      signal.removeEventListener('abort', end);
      end();
    });
  });
}
