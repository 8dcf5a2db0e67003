import type { OperationState } from '../exchange/upstream.ts';
import type { Maintenance } from '../store/health.ts';
import { type Percentiles, percentilesOf } from './latency.ts';
import type { OperationHealth } from './observations.ts';
import { deadOf, goesWell, isRecovered, isStopped } from './operation-state.ts';
import { answerShareOf, type CallCounts, callCountsOf, callShareOf } from './outcomes.ts';
import type { Peer } from './peers.ts';
import type { ProbeResult } from './probe-result.ts';
import type { Minute, Window, Windows } from './windows.ts';
import { heldBy, percentOf, wordsOf } from './words.ts';

export type CardState = 'baik' | 'terganggu' | 'mati' | 'dijeda' | 'tidak dipakai';

export interface CardLane {
  readonly lane: string;
  readonly state: 'open' | 'held' | 'paused';
  readonly waiting: number;
}

/** What is known of an instance at one moment. */
export interface CardSource {
  readonly instance: string;
  readonly connector: string;
  readonly operations: readonly {
    readonly operation: string;
    readonly state: OperationState;
    readonly health: OperationHealth;
    /** Absent: never asked since the start. */
    readonly windows?: Windows;
  }[];
  /** Of its messages. */
  readonly lanes: readonly CardLane[];
  /** Of the services that stand on it. */
  readonly services: readonly Windows[];
  /** That goes on now. */
  readonly maintenance?: Maintenance;
  readonly peer: Peer;
  /** The newest answers to the hub's own questions. */
  readonly probes: readonly ProbeResult[];
}

export interface WindowView extends Percentiles {
  readonly minutes: 1 | 5 | 15;
  readonly perSecond: number;
  readonly verdicts: CallCounts;
  /** `undefined`: there were no calls. */
  readonly errorShare: number | undefined;
}

export interface OperationCard {
  readonly operation: string;
  readonly keadaan: CardState;
  /** A sentence; `''` where there is nothing to say. */
  readonly alasan: string;
  readonly state: OperationState;
  readonly windows: readonly WindowView[];
}

/** One instance at a glance. */
export interface Card {
  readonly instance: string;
  readonly connector: string;
  readonly keadaan: CardState;
  readonly alasan: string;
  /** Calls and errors of the last 60 minutes, the current one last. */
  readonly hour: readonly Minute[];
  /** Of the last five minutes. */
  readonly p95: number | undefined;
  readonly errorShare: number | undefined;
  /** Answers out of an old snapshot among those that applications got in the last quarter of an hour. */
  readonly staleShare: number | undefined;
  readonly waiting: number;
  /** The least that is left on any of its accounts. */
  readonly quotaLeft: number | undefined;
  readonly peer: Peer;
  readonly probes: readonly ProbeResult[];
  readonly operations: readonly OperationCard[];
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const UNUSED = 'tidak ada panggilan aplikasi dalam 60 menit terakhir';
/** Fewer calls say nothing by their share. */
const ENOUGH_CALLS = 5;
const MANY_ERRORS = 0.1;

export function cardsOf(sources: readonly CardSource[], now: Date): readonly Card[] {
  return sources.map((source) => cardOf(source, now.getTime()));
}

function cardOf(source: CardSource, now: number): Card {
  const { instance, connector, lanes, peer, probes } = source;
  const judged = source.operations.map((one) => operationCard(one, now));
  const operations = judged.map((one) => ({ ...one, alasan: also(one.alasan, closedByHand([one]).map(holderOf)) }));
  const last = (lengthMs: number) =>
    source.operations.flatMap(({ windows }) => (windows ? [windows.last(lengthMs, now)] : []));
  const five = summed(last(5 * MINUTE_MS));
  const answered = answerShareOf(summed(source.services.map((windows) => windows.last(15 * MINUTE_MS, now))).counts);
  const quotas = operations.flatMap(({ state }) => state.quotaLeft ?? []);
  const answers = answered.fresh + answered.kept;
  return {
    ...{ instance, connector, ...stateOf(source, judged), peer, probes, operations },
    hour: hourOf(source, now),
    p95: percentilesOf(five.buckets).p95,
    errorShare: errorShareOf(five.counts),
    staleShare: answers === 0 ? undefined : answered.stale / answers,
    waiting: lanes.reduce((sum, { waiting }) => sum + waiting, 0),
    quotaLeft: quotas.length === 0 ? undefined : Math.min(...quotas),
  };
}

function operationCard(
  { operation, state, health, windows }: CardSource['operations'][number],
  now: number,
): OperationCard {
  const views = windows ? ([1, 5, 15] as const).map((minutes) => viewOf(windows, minutes, now)) : [];
  const used = now - (health.lastUse?.getTime() ?? Number.NEGATIVE_INFINITY) < HOUR_MS;
  return { operation, state, windows: views, ...operationState(state, health, views, used) };
}

function viewOf(windows: Windows, minutes: WindowView['minutes'], now: number): WindowView {
  const { counts, buckets, perSecond } = windows.last(minutes * MINUTE_MS, now);
  const errorShare = errorShareOf(counts);
  return { minutes, perSecond, verdicts: callCountsOf(counts), errorShare, ...percentilesOf(buckets) };
}

function errorShareOf(all: readonly number[]): number | undefined {
  const { calls, good } = callShareOf(all);
  return calls === 0 ? undefined : (calls - good) / calls;
}

function operationState(
  state: OperationState,
  health: OperationHealth,
  views: readonly WindowView[],
  used: boolean,
): Pick<OperationCard, 'keadaan' | 'alasan'> {
  if (state.forced && isStopped(state)) return { keadaan: 'dijeda', alasan: heldBy(state.forced) };
  const dead = deadOf(state, health);
  if (dead) return { keadaan: 'mati', alasan: wordsOf(dead) };
  if (state.breaker === 'setengah-terbuka')
    return { keadaan: 'terganggu', alasan: 'sedang dicoba lagi setelah gangguan' };
  const { lastBad, lastTrouble } = health;
  if (lastBad && !goesWell(health))
    return { keadaan: 'terganggu', alasan: `panggilan terakhir gagal: ${wordsOf(lastTrouble ?? 'unavailable')}` };
  const five = views.find(({ minutes }) => minutes === 5);
  const { errorShare = 0 } = five ?? {};
  if (five && callsOf(five) >= ENOUGH_CALLS && errorShare >= MANY_ERRORS && !isRecovered(state, health))
    return { keadaan: 'terganggu', alasan: `${percentOf(errorShare)} panggilan gagal dalam 5 menit terakhir` };
  return used ? { keadaan: 'baik', alasan: '' } : { keadaan: 'tidak dipakai', alasan: UNUSED };
}

function callsOf({ verdicts }: WindowView): number {
  return Object.values(verdicts).reduce((sum, count) => sum + count, 0);
}

function stateOf(source: CardSource, operations: readonly OperationCard[]): Pick<Card, 'keadaan' | 'alasan'> {
  const { keadaan, alasan } = ownState(source, operations);
  return { keadaan, alasan: also(alasan, told(closedByHand(operations), holderOf)) };
}

/** What a person stopped is stopped, whatever else is the matter; what nobody asks is neither good nor bad. */
function ownState(
  { maintenance, lanes, probes }: CardSource,
  operations: readonly OperationCard[],
): Pick<Card, 'keadaan' | 'alasan'> {
  if (maintenance) return { keadaan: 'dijeda', alasan: `pemeliharaan terencana: ${maintenance.note}` };
  if (lanes.length > 0 && lanes.every(({ state }) => state === 'paused'))
    return { keadaan: 'dijeda', alasan: 'antreannya dijeda oleh operator' };
  const used = operations.filter(({ keadaan }) => keadaan !== 'tidak dipakai');
  const stopped = used.filter(({ keadaan }) => keadaan === 'dijeda');
  if (stopped.length > 0 && stopped.length === used.length)
    return { keadaan: 'dijeda', alasan: told(stopped).join('; ') };
  const dead = used.filter(({ keadaan }) => keadaan === 'mati');
  if (dead.length > 0 && dead.length + stopped.length === used.length)
    return { keadaan: 'mati', alasan: told([...dead, ...stopped]).join('; ') };
  const troubled = used.filter(({ keadaan }) => keadaan !== 'baik');
  if (troubled.length > 0) return { keadaan: 'terganggu', alasan: told(troubled).join('; ') };
  const shut = lanes.filter(({ state }) => state !== 'open');
  if (shut.length > 0) return { keadaan: 'terganggu', alasan: `${shut.length} dari ${lanes.length} antrean tertahan` };
  if (used.length > 0) return { keadaan: 'baik', alasan: '' };
  const newest = probes.toSorted((one, other) => other.at.getTime() - one.at.getTime())[0];
  return { keadaan: 'tidak dipakai', alasan: also(UNUSED, newest ? [`pemeriksaan terakhir ${newest.kata}`] : []) };
}

/** The same words once, and whom they are about where it is not everybody. */
function told(operations: readonly OperationCard[], words = ({ alasan }: OperationCard) => alasan): readonly string[] {
  return [...Map.groupBy(operations, words)].map(
    ([reason, of]) => `${reason} (${of.map(({ operation }) => operation).join(', ')})`,
  );
}

/** Held closed: it is asked as ever, and how it is says nothing of who holds it. */
function closedByHand(operations: readonly OperationCard[]): readonly OperationCard[] {
  return operations.filter(({ state }) => state.forced?.to === 'closed');
}

function holderOf({ state }: Pick<OperationCard, 'state'>): string {
  return state.forced ? heldBy(state.forced) : '';
}

function also(reason: string, more: readonly string[]): string {
  return [reason, ...more].filter((one) => one !== '').join('; ');
}

function summed(windows: readonly Window[]): Pick<Window, 'counts' | 'buckets'> {
  const add = (key: 'counts' | 'buckets') =>
    windows.reduce<number[]>((sums, one) => one[key].map((value, place) => value + (sums[place] ?? 0)), []);
  return { counts: add('counts'), buckets: add('buckets') };
}

function hourOf({ operations }: CardSource, now: number): readonly Minute[] {
  const hours = operations.flatMap(({ windows }) => (windows ? [windows.hour(now)] : []));
  return Array.from({ length: 60 }, (_, minute) => ({
    calls: hours.reduce((sum, hour) => sum + (hour[minute]?.calls ?? 0), 0),
    errors: hours.reduce((sum, hour) => sum + (hour[minute]?.errors ?? 0), 0),
  }));
}
