import type { Drift, HttpRequest } from '../../../connectors/connector.ts';
import type { ReadAnswer } from '../../../hub/exchange/learning.ts';
import type { Operation } from '../../../hub/mapping/release.ts';
import type { Verdict } from '../../../hub/mapping/verdict.ts';

export const MISSING: Drift = { kind: 'breaking', path: 'peserta.noKartu', expected: 'text', got: 'nothing' };

const NOBODY_WAITS = new AbortController().signal;

/** As much of an operation as those who count and keep look at. */
export function operation(release = 'vclaim-2.0', name = 'peserta-by-nik'): Operation {
  const never = () => {
    throw new Error('nobody calls this operation');
  };
  return { ...{ name, release, protocol: 'vclaim-2', service: 'vclaim', settings: [] }, call: never, read: never };
}

export function found(value: unknown = { nama: 'x' }, drift: readonly Drift[] = []): Verdict {
  return { kind: 'found', value, drift };
}

export function changed(drift: readonly Drift[] = [MISSING]): Verdict {
  return { kind: 'changed', drift };
}

export function answer(changes: Partial<ReadAnswer> & { readonly text?: string } = {}): ReadAnswer {
  const { text = '{"peserta":{}}', ...rest } = changes;
  const response = { status: 200, headers: { 'content-type': 'application/json', 'set-cookie': 'x' }, text };
  const headers = { user_key: 'rahasia' };
  const request: HttpRequest = { method: 'GET', url: 'http://127.0.0.1/x', headers, signal: NOBODY_WAITS };
  return {
    instance: 'bpjs',
    operation: operation(),
    asked: { nik: '9901010101900001' },
    verdict: found(),
    recorded: {
      askedAt: new Date('2026-11-20T03:00:00Z'),
      exchanged: [{ request, response }],
    },
    reread: async () => undefined,
    ...rest,
  };
}
