import type { Fault, HttpClient } from '../../connectors/connector.ts';
import type { InstanceLimits } from '../../openapi/generated/config.ts';
import type { Observations } from '../health/observations.ts';
import type { Settings } from '../mapping/ask.ts';
import type { Operation } from '../mapping/release.ts';
import type { Verdict } from '../mapping/verdict.ts';
import type { Came as TraceCame, Traces } from '../traces/traces.ts';
import { type Asking, askOnce, reread } from './ask.ts';
import type { Learning } from './learning.ts';
import type { Attempt, Came, Fired, Way } from './line.ts';
import { OUT_OF_TIME, orOutOfTime, pause } from './patience.ts';
import type { Quota } from './quota.ts';

export interface CallParts extends Omit<Asking, 'protocol' | 'settings'> {
  readonly learning: Learning;
  readonly protocolOf: (name: string) => Asking['protocol'];
  readonly settingsOf: (service: string) => Settings;
  /** For writes: waits longer than `limits.timeoutMs`, because a late answer is still the truth. */
  readonly patientHttp: HttpClient;
  readonly limits: InstanceLimits;
  readonly quota: Quota;
  readonly observations: Observations;
  readonly traces: Traces;
}

/** Calls to one instance under a given release: counted in its quota, observed, and told to whoever learns from answers. */
export function createCalls(parts: CallParts) {
  const { instance, limits, quota, observations, traces, learning, now } = parts;

  function wayOf(operation: Operation): Way {
    const { protocol, service } = operation;
    const asking: Asking = { ...parts, protocol: parts.protocolOf(protocol), settings: parts.settingsOf(service) };
    return { operation, asking, patient: { ...asking, http: parts.patientHttp } };
  }

  /** As it is asked: a write and a probe once, a read again where that may help. */
  function first(way: Way, fired: Fired): Promise<Came> {
    if (fired.attempt) return write(way, fired, fired.attempt);
    return fired.probe ? once(way, fired) : read(way, fired);
  }

  /** A read, repeated where that may help. */
  async function read(way: Way, fired: Fired): Promise<Came> {
    for (let attempt = 0; ; attempt += 1) {
      const came = await once(way, fired, attempt);
      const again = attempt < limits.retries && !fired.signal.aborted && came.onTheWay && mayHelp(came.verdict);
      if (!again) return came;
      await pause(50 + Math.random() * 100, fired.signal);
    }
  }

  async function once(way: Way, fired: Fired, repeat = 0): Promise<Came> {
    const { service } = way.operation;
    const used = quota.take(service, now());
    if (used) return { verdict: { kind: 'fault', fault: used }, onTheWay: false, by: way.operation };
    const came = await observed(way, way.asking, fired, repeat);
    if (came.quotaLeft !== undefined) quota.told(service, came.quotaLeft, now());
    return came;
  }

  /** A write, once. When its time is up it is answered for, and goes on. */
  async function write(way: Way, fired: Fired, attempt: Attempt): Promise<Came> {
    const by = way.operation;
    const used = quota.take(by.service, now());
    if (used) return { verdict: { kind: 'fault', fault: used }, onTheWay: false, by };
    const whole = observed(way, way.patient, fired);
    const came = await orOutOfTime(whole, limits.timeoutMs);
    if (came) return came;
    const before = fired.stillUnderWay;
    const late = whole.then(
      ({ verdict }) => attempt.late(verdict),
      () => {}, // a fault of the hub itself: nothing came after all
    );
    fired.stillUnderWay = Promise.all([before, late]);
    return { verdict: { kind: 'fault', fault: OUT_OF_TIME }, onTheWay: true, by };
  }

  async function observed(
    { operation }: Way,
    asking: Asking,
    { asked, signal, attempt, probe }: Fired,
    repeat = 0,
  ): Promise<Came & { readonly recorded: NonNullable<Came['recorded']> }> {
    const headers = attempt?.headers;
    const at = now();
    const started = performance.now();
    const { name, release } = operation;
    const doing = { kind: 'call', instance, operation: name, release, repeat, probe: probe !== undefined } as const;
    const answer = await traces.during(doing, async (line) => {
      const came = await askOnce(asking, operation, asked, signal, headers);
      line.came(tracedVerdict(came.verdict));
      return came;
    });
    const { verdict, recorded } = answer;
    observations.observe({
      instance,
      operation: name,
      release,
      verdict: verdict.kind,
      ...(verdict.kind === 'fault' ? causeOf(verdict.fault) : {}),
      tookMs: performance.now() - started,
      at,
      ...(probe ? { probe: true } : {}),
    });
    learning.answered({
      ...{ instance, operation, asked, verdict, recorded },
      reread: (other) => reread(wayOf(other).asking, other, asked, recorded, headers),
    });
    return { ...answer, by: operation };
  }

  return { wayOf, first, once, write };
}

/** A reason could be the upstream's own words; kinds of trouble are the hub's. */
function tracedVerdict(verdict: Verdict): TraceCame {
  const { kind } = verdict;
  if (kind === 'fault') return { outcome: kind, failed: verdict.fault.trouble };
  return kind === 'changed' ? { outcome: kind, failed: kind } : { outcome: kind };
}

function causeOf({ trouble, reason }: Fault) {
  return reason === undefined ? { trouble } : { trouble, reason };
}

function mayHelp(verdict: Verdict): boolean {
  return (
    verdict.kind === 'fault' &&
    verdict.fault.retryAt === undefined &&
    ['unreachable', 'unanswered', 'unavailable'].includes(verdict.fault.trouble)
  );
}
