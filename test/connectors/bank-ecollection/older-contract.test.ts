import { expect, test } from '@jest/globals';
import { bankEcollection } from '../../../connectors/bank-ecollection/connector.ts';
import type { Attempt } from '../../../hub/exchange/line.ts';
import { createUpstream } from '../../../hub/exchange/upstream.ts';
import { createObservations } from '../../../hub/health/observations.ts';
import { loadMappings } from '../../../hub/mapping/load.ts';
import { NO_TRACES } from '../../../hub/traces/traces.ts';
import { nothingForced } from '../../hub/exchange/with-upstream.ts';
import { overTheWire } from './reading.ts';
import { type Bank, CREATE, withBank } from './sandbox-client.ts';
import { BILL, CONFIG } from './wire.ts';

const { releases } = loadMappings();
const attempt: Attempt = { headers: {}, whenUnknown: 'inquire', doubted: false, late: () => {} };

/** The bank as the hub calls it: withdrawn with the first of these releases that the bank understands. */
async function withdrawWith(names: readonly string[], bank: Bank) {
  const operations = names.flatMap(
    (name) => releases.get(`bank-ecollection/${name}`)?.operations.get('va-delete') ?? [],
  );
  const http = { request: overTheWire };
  const upstream = createUpstream({
    ...{ instance: 'bank-bni-ecollection', connector: 'bank-ecollection', http, patientHttp: http },
    config: { ...CONFIG, baseUrl: bank.sandbox.url },
    candidates: () => new Map([['va-delete', { operations, pinned: false }]]),
    learning: { answered: () => {}, fits: () => true, concluded: () => {} },
    protocolOf: () => bankEcollection.protocols.ecollection as never,
    settingsOf: () => ({}),
    limits: { concurrentCalls: 10, waitingCalls: 10, timeoutMs: 5000, retries: 0, answerBytes: 10_000 },
    breaker: { errorPercentage: 100, minimumCalls: 1000, windowMs: 3000, probeAfterMs: 2000 },
    quota: { take: () => undefined, told: () => {}, left: () => undefined, flush: async () => {} },
    observations: createObservations(),
    traces: NO_TRACES,
    forced: await nothingForced(),
    now: bank.now,
  });
  try {
    const { verdict, release } = await upstream.ask('va-delete', BILL, new AbortController().signal, attempt);
    return { kind: verdict.kind, release };
  } finally {
    upstream.close();
  }
}

test.each([
  {
    inactivebilling: 'known',
    names: ['ecollection-3', 'ecollection-1'],
    want: { kind: 'found', release: 'ecollection-3' },
  },
  {
    inactivebilling: 'unknown',
    names: ['ecollection-3', 'ecollection-1'],
    want: { kind: 'found', release: 'ecollection-1' },
  },
  { inactivebilling: 'unknown', names: ['ecollection-3'], want: { kind: 'changed', release: 'ecollection-3' } },
])('inactivebilling is $inactivebilling, releases $names: $want', ({ inactivebilling, names, want }) =>
  withBank({ inactivebilling }, async (bank) => {
    await bank.send(CREATE);
    expect(await withdrawWith(names, bank)).toEqual(want);
    bank.wait(61_000);
    expect(bank.ledger().bills).toMatchObject([
      { state: want.kind === 'changed' ? 'created' : expect.stringMatching(/closed|expired/) },
    ]);
  }),
);
