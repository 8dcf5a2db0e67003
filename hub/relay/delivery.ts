import { withoutLongNumbers } from '../identifiers/without-long-numbers.ts';
import type { Verdict } from '../mapping/verdict.ts';
import type { Along, Claimed, HistoryEntry, MessageStore, Settlement } from '../store/forwarding.ts';
import type { Traces } from '../traces/traces.ts';
import type { Announcements } from './announcements.ts';
import { type Backoff, retryAfterMs } from './backoff.ts';
import { type Decision, decide } from './decision.ts';
import type { Destination, Outgoing } from './destination.ts';
import { orDoubted } from './doubt.ts';
import type { ForwardService } from './forward-service.ts';
import type { Outcome } from './lane-parts.ts';
import type { Payloads } from './payloads.ts';

export interface DeliveryParts {
  readonly owner: string;
  readonly store: Pick<MessageStore, 'settle' | 'resubmit'>;
  readonly payloads: Payloads;
  readonly backoff: Backoff;
  readonly serviceOf: (name: string) => ForwardService | undefined;
  readonly announcements: Announcements;
  readonly traces: Traces;
  /** Told of every message that came to something, and of the lanes that have something to do because of it. */
  readonly settled: (message: Claimed, decision: Decision, freed: string | undefined, also: readonly string[]) => void;
  readonly now: () => Date;
  readonly trouble: (what: string, error?: unknown) => void;
  readonly signal: AbortSignal;
}

/** As much of a message as what comes along with it is made of. */
export type Arriving = Pick<Claimed, 'id' | 'service' | 'application' | 'about' | 'attempts' | 'sealed'>;

const SETTLE_AGAIN_MS = 250;
const LONGEST_WORDS = 300;

/** One attempt of one message, from its claim to its settlement. */
export function createDelivery(parts: DeliveryParts) {
  const { owner, store, payloads, backoff, serviceOf, announcements, traces, now, trouble } = parts;

  async function deliver(message: Claimed, destination: Destination, doubted?: string): Promise<Outcome> {
    const { id, service, lane, attempts, trace } = message;
    const doing = { kind: 'delivery', message: id, service, lane, attempt: attempts, trace } as const;
    return traces.during(doing, async (line) => {
      const started = performance.now();
      const decision = await attempt(message, destination, doubted !== undefined).catch((error: unknown) =>
        ofOwnFault(error, trouble),
      );
      const outcome = await settle(message, orDoubted(decision, doubted), performance.now() - started);
      const { to } = outcome.decision;
      line.came({ outcome: to, failed: to === 'delivered' ? undefined : to }); // never the reason: it may be anybody's words
      return outcome;
    });
  }

  async function attempt(message: Claimed, destination: Destination, doubted: boolean): Promise<Decision> {
    const outgoing = open(message);
    const whenUnknown = destination.whenUnknown(message.service);
    if (message.unsure && whenUnknown === 'park') return { to: 'unsure', reason: 'sender_died' };
    if (message.unsure && whenUnknown === 'inquire' && destination.inquire) {
      const there = await destination.inquire(outgoing, parts.signal);
      if (there === true) return { to: 'delivered', value: null };
      if (there === 'unclear') return { to: 'again', reason: 'inquiry_unclear', unsure: true, attempted: true };
      if (there !== false) return stillUnsure(decide(there, whenUnknown));
    }
    const late = (verdict: Verdict) => void hearLate(message, verdict);
    return decide(await destination.send(outgoing, parts.signal, late, doubted), whenUnknown);
  }

  /** An answer that came when nobody waited any more: if it says that the message arrived, it has. */
  async function hearLate(message: Claimed, verdict: Verdict): Promise<void> {
    if (verdict.kind !== 'found') return;
    await settle(message, { to: 'delivered', value: verdict.value }, undefined, 'terlambat');
  }

  async function settle(message: Claimed, decision: Decision, tookMs?: number, note?: string): Promise<Outcome> {
    const at = now().getTime();
    const dueAt =
      decision.to !== 'again'
        ? undefined
        : decision.hold
          ? at // behind what is due already: if the lane was shut for this message's own sake, the next probe shows it
          : at + retryAfterMs(backoff, message.attempts);
    const settlement = settlementOf(message, decision, at, dueAt, tookMs, note);
    const { settled, freed } = await surely(settlement);
    if (settled) parts.settled(message, decision, freed, settlement.along?.messages?.map(({ lane }) => lane) ?? []);
    return dueAt === undefined ? { decision } : { decision, dueAt };
  }

  /** What was answered is known to nobody but this process until it is written: it is written, however long it takes. */
  async function surely(settlement: Settlement): Promise<{ settled: boolean; freed: string | undefined }> {
    for (let told = false; ; told = true) {
      try {
        return await store.settle(settlement);
      } catch (error) {
        if (!told) trouble('a delivery could not be written; it is tried again', error);
        if (parts.signal.aborted) return { settled: false, freed: undefined };
        await new Promise((resolve) => setTimeout(resolve, SETTLE_AGAIN_MS));
      }
    }
  }

  function settlementOf(
    message: Claimed,
    decision: Decision,
    at: number,
    dueAt: number | undefined,
    tookMs: number | undefined,
    note: string | undefined,
  ): Settlement {
    const detail = detailOf(decision, tookMs, note);
    const written: HistoryEntry = { at, what: wordOf(decision), attempt: message.attempts, detail };
    const base = { message, owner, at, history: written };
    switch (decision.to) {
      case 'delivered': {
        const along = alongOf(message, decision, at);
        return { ...base, along, to: 'delivered', result: payloads.sealResult(message.id, decision.value) };
      }
      case 'refused':
      case 'unsure':
        return { ...base, along: alongOf(message, decision, at), to: decision.to, trouble: detail };
      case 'again': {
        const { attempted, unsure } = decision;
        return {
          ...base,
          to: 'waiting',
          dueAt: dueAt ?? at,
          unsure: unsure || (message.unsure && !attempted),
          attempted,
          trouble: detail,
        };
      }
      default:
        return decision satisfies never;
    }
  }

  function alongOf(message: Arriving, decision: Decision, at: number): Along {
    if (message.application === '') return {};
    const arrived = decision.to === 'delivered' ? serviceOf(message.service)?.delivered : undefined;
    const { kept = [], ...also } = arrived
      ? arrived({
          ...{ id: message.id, at, about: message.about, asked: open(message).asked },
          value: decision.to === 'delivered' ? decision.value : null,
        })
      : {};
    const records = kept.map((record) => payloads.sealRecord(record));
    return { ...announcements.ofMessage(message, decision, at), ...also, records };
  }

  function open(message: Arriving): Outgoing {
    const { id, service, application, about, attempts } = message;
    return { id, service, application, about, attempts, asked: payloads.open(message) };
  }

  return {
    deliver,
    /** What comes into being with the arrival of a message, or with its end. */
    alongOf,
    /** What was refused while nobody knew that the contract had changed waits again. Never rejects. */
    async takeBack({ id, application }: Claimed): Promise<void> {
      const at = now().getTime();
      const detail = JSON.stringify({ masalah: 'contract' });
      await parts.store
        .resubmit({ id, application, at, history: { at, what: 'ditarik', attempt: null, detail } })
        .catch((error: unknown) => trouble('a refused message could not be taken back', error));
    },
    async release(message: Claimed): Promise<void> {
      const at = now().getTime();
      const history: HistoryEntry = { at, what: 'dilepas', attempt: null, detail: '' };
      const { unsure } = message;
      await surely({ message, owner, at, history, to: 'waiting', dueAt: at, unsure, attempted: false, trouble: null });
    },
  };
}

/** The inquiry came to nothing: what was unsure stays so. */
function stillUnsure(decision: Decision): Decision {
  if (decision.to === 'again') return { ...decision, unsure: true };
  return { to: 'again', reason: 'inquiry_refused', unsure: true, attempted: true };
}

/** A question that lacks something will lack it next time too; anything else of our own may pass. */
function ofOwnFault(error: unknown, trouble: DeliveryParts['trouble']): Decision {
  const name = typeof error === 'object' && error !== null && 'name' in error ? error.name : '';
  if (name === 'SealError') return { to: 'unsure', reason: 'unreadable' };
  if (name === 'RangeError') return { to: 'refused', code: 'misasked', reason: (error as Error).message };
  trouble('a message could not be sent', error);
  return { to: 'again', reason: 'internal', unsure: false, attempted: true };
}

function wordOf(decision: Decision): string {
  switch (decision.to) {
    case 'delivered':
      return 'terkirim';
    case 'refused':
      return 'ditolak';
    case 'unsure':
      return 'tidak-pasti';
    default:
      return decision.attempted ? 'gagal' : 'dilepas';
  }
}

/** For the history: trouble, code, the upstream's own words. Nothing that could be somebody's number. */
function detailOf(decision: Decision, tookMs: number | undefined, note: string | undefined): string {
  const told: Record<string, string | number> = {};
  if (tookMs !== undefined) told.lamaMs = Math.round(tookMs);
  if (note !== undefined) told.masalah = note;
  if (decision.to === 'again' || decision.to === 'unsure') told.masalah = words(decision.reason);
  if (decision.to === 'refused' && decision.code !== undefined) told.kode = decision.code;
  if (decision.to === 'refused' && decision.reason !== undefined) told.keterangan = words(decision.reason);
  return JSON.stringify(told);
}

function words(text: string): string {
  return withoutLongNumbers(text).slice(0, LONGEST_WORDS);
}
