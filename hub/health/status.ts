import type { Jalur, LayananStatus, Status, SumberStatus } from '../../openapi/generated/types.ts';
import { STOPPED_BY_OPERATOR } from '../exchange/kept-back.ts';
import type { OperationState, Upstream } from '../exchange/upstream.ts';
import type { Observations } from './observations.ts';
import { goesWell } from './operation-state.ts';

type Keadaan = Status['keadaan'];

/** What a service is made of, as far as its state goes. */
export interface StatusService {
  readonly name: string;
  /** Upstream operations; empty where it needs none. */
  readonly operations: readonly string[];
  /** It goes on while its source is away: it answers what it knows, or keeps what it was given. */
  readonly goesOn: boolean;
}

export interface StatusSources {
  readonly services: readonly StatusService[];
  readonly lanes: readonly Jalur[];
  readonly sourcesOf: (service: string) => readonly Upstream[];
  readonly observations: Observations;
}

/** How the services are that somebody may use: what an application shows its users, and its developers look at first. */
export function statusOf({ services, lanes, sourcesOf, observations }: StatusSources): Status {
  const layanan = services.map((service): LayananStatus => {
    const sumber = sourcesOf(service.name).flatMap((source) =>
      service.operations.map((operation) => sourceStatus(source, operation, observations)),
    );
    return { operasi: service.name, keadaan: together(sumber, service.goesOn), sumber };
  });
  return { keadaan: overall(layanan.map(({ keadaan }) => keadaan)), layanan, jalur: [...lanes] };
}

function sourceStatus(source: Upstream, operation: string, observations: Observations): SumberStatus {
  const state = source.stateOf(operation);
  const { release, breaker, hold, quotaLeft } = state;
  const health = observations.healthOf(source.instance, operation);
  const { lastGood, lastBad } = health;
  const troubled = lastBad !== undefined && !goesWell(health);
  return {
    instansi: source.instance,
    operasi: operation,
    rilis: release,
    keadaan: hold || breaker === 'terbuka' || release === '' ? 'mati' : troubled ? 'terganggu' : 'baik',
    pemutus: breaker,
    ...keptBackOf(state),
    ...(quotaLeft === undefined ? {} : { sisaKuota: quotaLeft }),
    terakhirBerhasil: lastGood?.toISOString() ?? null,
    terakhirGagal: lastBad?.toISOString() ?? null,
  };
}

/** Held back on purpose: by a person until that one gives it back, or because of the account. */
function keptBackOf({ hold, forced }: OperationState): Pick<SumberStatus, 'tertahan'> {
  if (forced?.to === 'open') {
    const sejak = new Date(forced.since).toISOString();
    return { tertahan: { alasan: STOPPED_BY_OPERATOR, sejak, sampai: null } };
  }
  if (!hold) return {};
  const { fault, since, until } = hold;
  const alasan = fault.reason ?? fault.trouble;
  return { tertahan: { alasan, sejak: since.toISOString(), sampai: until.toISOString() } };
}

/** A service with a dead source still answers people it knows, and takes what it is to forward. */
function together(sources: readonly SumberStatus[], goesOn: boolean): Keadaan {
  if (sources.every(({ keadaan }) => keadaan === 'baik')) return 'baik';
  return sources.every(({ keadaan }) => keadaan === 'mati') && !goesOn ? 'mati' : 'terganggu';
}

function overall(states: readonly Keadaan[]): Keadaan {
  if (states.every((state) => state === 'baik')) return 'baik';
  return states.every((state) => state === 'mati') ? 'mati' : 'terganggu';
}
