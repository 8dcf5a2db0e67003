import type { Trouble } from '../../connectors/connector.ts';
import type { ForcedBreaker } from '../exchange/forced-breakers.ts';
import { BREAKER_OPEN, STOPPED_BY_OPERATOR, TOO_MANY_WAITING } from '../exchange/kept-back.ts';
import type { Probed } from '../exchange/probing.ts';
import type { Verdict } from '../mapping/verdict.ts';
import { heldBy, wordsOf } from './words.ts';

export interface ProbeResult {
  readonly instance: string;
  /** What was asked. */
  readonly operation: string;
  /** `''`: nothing was asked. */
  readonly release: string;
  readonly at: Date;
  readonly byHand: boolean;
  /** `kept-back`: nothing was asked. */
  readonly verdict: Verdict['kind'] | 'kept-back';
  /** Of a fault. */
  readonly trouble?: Trouble;
  /** Of what was kept back: a word of the hub's own, or what the account is held for. */
  readonly because?: string;
  readonly tookMs: number;
  /** The verdict in words, with how long it took: `menjawab dalam 85 ms`. */
  readonly kata: string;
}

type Asked = Pick<ProbeResult, 'instance' | 'operation' | 'byHand' | 'at'>;

export function keptBackResult(asked: Asked, why: string, because: string): ProbeResult {
  return { ...asked, release: '', verdict: 'kept-back', because, tookMs: 0, kata: `tidak diperiksa: ${why}` };
}

/** `forced`: how the breaker is held. */
export function resultOf(asked: Asked, probed: Probed, forced: ForcedBreaker | undefined): ProbeResult {
  const { verdict, release, keptBack } = probed;
  if (keptBack && verdict.kind === 'fault') {
    const { trouble, reason = trouble } = verdict.fault;
    return keptBackResult(asked, whyNot(trouble, reason, forced), reason);
  }
  const tookMs = Math.round(probed.tookMs);
  const of = { ...asked, release, verdict: verdict.kind, tookMs, kata: said(verdict, tookMs) };
  return verdict.kind === 'fault' ? { ...of, trouble: verdict.fault.trouble } : of;
}

function whyNot(trouble: Trouble, reason: string, forced: ForcedBreaker | undefined): string {
  switch (reason) {
    case STOPPED_BY_OPERATOR:
      return forced ? heldBy(forced) : 'pemutus dipaksa terbuka';
    case BREAKER_OPEN:
      return 'pemutus sedang terbuka';
    case TOO_MANY_WAITING:
      return 'banyak permintaan sedang menunggu';
    default:
      return `akunnya ditahan: ${wordsOf(trouble)}`;
  }
}

function said(verdict: Verdict, tookMs: number): string {
  switch (verdict.kind) {
    case 'found':
    case 'absent':
      return `menjawab dalam ${tookMs} ms`;
    case 'refused':
      return `menjawab dalam ${tookMs} ms, tetapi menolak pertanyaannya`;
    case 'changed':
      return `menjawab dalam ${tookMs} ms, tetapi ${wordsOf('changed')}`;
    case 'fault':
      return `${wordsOf(verdict.fault.trouble)} (setelah ${tookMs} ms)`;
    default:
      return verdict satisfies never;
  }
}
