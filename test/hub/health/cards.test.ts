import { describe, expect, test } from '@jest/globals';
import type { OperationState } from '../../../hub/exchange/upstream.ts';
import { type Card, type CardSource, cardsOf } from '../../../hub/health/cards.ts';
import { createMeters, type Meters } from '../../../hub/health/meters.ts';
import { createObservations, type Observation } from '../../../hub/health/observations.ts';
import type { Outcome } from '../../../hub/health/outcomes.ts';
import { down, MIDNIGHT, MINUTE, observation } from './traffic.ts';

const NOW = MIDNIGHT + 20 * MINUTE + 5_000;
const LANE = { lane: 'bpjs antrean-tambah', state: 'open', waiting: 0 } as const;
const HOLD = {
  fault: { trouble: 'auth', outcome: 'not-done' },
  since: new Date(NOW - MINUTE),
  until: new Date(NOW + MINUTE),
} as const;
const FORCED = {
  instance: 'bpjs',
  operation: 'peserta-by-nik',
  since: NOW - MINUTE,
  by: 'Rini',
  reason: 'server pindah',
};
const PLANNED = { id: 'plh_1', instance: 'bpjs', from: NOW - 1, to: NOW + 1, note: 'ganti server', by: 'Rini' };

interface Given {
  readonly calls?: readonly Observation[];
  readonly states?: Readonly<Record<string, Partial<OperationState>>>;
  readonly source?: Partial<CardSource>;
}

const ago = (minutes: number, changes: Partial<Observation> = {}) => observation(NOW - minutes * MINUTE, changes);
const many = (count: number, changes: Partial<Observation> = {}) =>
  Array.from({ length: count }, (_, index) => observation(NOW - 2 * MINUTE + index, changes));
const RUJUKAN = { operation: 'rujukan' } as const;

describe('a card', () => {
  test.each<{ readonly given: string; readonly keadaan: Card['keadaan']; readonly alasan: string | RegExp } & Given>([
    { given: 'good calls', calls: [ago(1)], keadaan: 'baik', alasan: '' },
    { given: 'no call in an hour', calls: [ago(61)], keadaan: 'tidak dipakai', alasan: /60 menit/ },
    { given: 'no call at all', keadaan: 'tidak dipakai', alasan: /60 menit/ },
    {
      given: 'a last call that failed',
      calls: [ago(2), ago(1, down)],
      keadaan: 'terganggu',
      alasan: /tidak dapat dihubungi \(peserta-by-nik\)/,
    },
    {
      given: 'a last answer of another form',
      calls: [ago(1, { verdict: 'changed' })],
      keadaan: 'terganggu',
      alasan: /bentuk lain/,
    },
    {
      given: 'a tenth that fails',
      calls: [...many(2, down), ...many(18)],
      keadaan: 'terganggu',
      alasan: '10 % panggilan gagal dalam 5 menit terakhir (peserta-by-nik)',
    },
    {
      given: 'a tenth that failed before the breaker closed, and none since',
      calls: [...many(2, down), ...many(18)],
      states: { 'peserta-by-nik': { recoveredAt: new Date(NOW - MINUTE) } },
      keadaan: 'baik',
      alasan: '',
    },
    {
      given: 'a tenth that fails, also after the breaker closed',
      calls: [...many(2, down), ...many(18)],
      states: { 'peserta-by-nik': { recoveredAt: new Date(NOW - 3 * MINUTE) } },
      keadaan: 'terganggu',
      alasan: /^10 %/,
    },
    { given: 'less than a tenth that fails', calls: [...many(1, down), ...many(18)], keadaan: 'baik', alasan: '' },
    { given: 'few calls, one failed', calls: [...many(1, down), ...many(3)], keadaan: 'baik', alasan: '' },
    {
      given: 'an open breaker',
      calls: [ago(1, down)],
      states: { 'peserta-by-nik': { breaker: 'terbuka' } },
      keadaan: 'mati',
      alasan: 'tidak dapat dihubungi (peserta-by-nik)',
    },
    {
      given: 'a breaker that tries',
      calls: [ago(1)],
      states: { 'peserta-by-nik': { breaker: 'setengah-terbuka' } },
      keadaan: 'terganggu',
      alasan: /dicoba lagi/,
    },
    { given: 'a hold', states: { 'peserta-by-nik': { hold: HOLD } }, keadaan: 'mati', alasan: /menolak kredensial/ },
    { given: 'no release', states: { 'peserta-by-nik': { release: '' } }, keadaan: 'mati', alasan: /tidak ada rilis/ },
    {
      given: 'a breaker that a person opened, though its last call failed',
      calls: [ago(1, down)],
      states: { 'peserta-by-nik': { breaker: 'terbuka', forced: { ...FORCED, to: 'open' } } },
      keadaan: 'dijeda',
      alasan: 'pemutus dipaksa terbuka oleh Rini: server pindah (peserta-by-nik)',
    },
    {
      given: 'one that a person stopped, one good',
      calls: [ago(1, RUJUKAN)],
      states: { 'peserta-by-nik': { breaker: 'terbuka', forced: { ...FORCED, to: 'open' } } },
      keadaan: 'terganggu',
      alasan: 'pemutus dipaksa terbuka oleh Rini: server pindah (peserta-by-nik)',
    },
    {
      given: 'one that a person stopped, one dead',
      states: {
        'peserta-by-nik': { breaker: 'terbuka', forced: { ...FORCED, to: 'open' } },
        rujukan: { hold: HOLD },
      },
      keadaan: 'mati',
      alasan: 'menolak kredensial daerah (rujukan); pemutus dipaksa terbuka oleh Rini: server pindah (peserta-by-nik)',
    },
    {
      given: 'a breaker that a person holds closed, and good calls',
      calls: [ago(1)],
      states: { 'peserta-by-nik': { forced: { ...FORCED, to: 'closed' } } },
      keadaan: 'baik',
      alasan: 'pemutus dipaksa tertutup oleh Rini: server pindah (peserta-by-nik)',
    },
    {
      given: 'a breaker that a person holds closed, and a last call that failed',
      calls: [ago(1, down)],
      states: { 'peserta-by-nik': { forced: { ...FORCED, to: 'closed' } } },
      keadaan: 'terganggu',
      alasan:
        'panggilan terakhir gagal: tidak dapat dihubungi (peserta-by-nik); pemutus dipaksa tertutup oleh Rini: server pindah (peserta-by-nik)',
    },
    {
      given: 'one dead, one good',
      calls: [ago(1, RUJUKAN)],
      states: { 'peserta-by-nik': { hold: HOLD } },
      keadaan: 'terganggu',
      alasan: 'menolak kredensial daerah (peserta-by-nik)',
    },
    {
      given: 'all dead',
      states: { 'peserta-by-nik': { hold: HOLD }, rujukan: { hold: HOLD } },
      keadaan: 'mati',
      alasan: 'menolak kredensial daerah (peserta-by-nik, rujukan)',
    },
    {
      given: 'planned maintenance while dead',
      states: { 'peserta-by-nik': { hold: HOLD } },
      source: { maintenance: PLANNED },
      keadaan: 'dijeda',
      alasan: /ganti server/,
    },
    {
      given: 'all lanes paused',
      calls: [ago(1)],
      source: { lanes: [{ ...LANE, state: 'paused' }] },
      keadaan: 'dijeda',
      alasan: /operator/,
    },
    {
      given: 'a lane held',
      calls: [ago(1)],
      source: { lanes: [LANE, { ...LANE, state: 'held' }] },
      keadaan: 'terganggu',
      alasan: '1 dari 2 antrean tertahan',
    },
  ])('with $given is $keadaan', ({ keadaan, alasan, ...given }) => {
    const card = cardOf(given);
    expect(card.keadaan).toBe(keadaan);
    if (typeof alasan === 'string') expect(card.alasan).toBe(alasan);
    else expect(card.alasan).toMatch(alasan);
  });

  test('adds up its operations, its lanes and the services that stand on it', () => {
    const calls = [
      ...Array.from({ length: 90 }, () => ago(1, { tookMs: 40 })),
      ...Array.from({ length: 10 }, () => ago(3, { ...RUJUKAN, ...down, tookMs: 3000 })),
      ago(10, { tookMs: 1 }),
    ];
    const meters = createMeters();
    const outcomes: readonly Outcome[] = ['segar', 'segar', 'usang', 'nihil', 'ditolak', 'gagal-hulu'];
    for (const outcome of outcomes) meters.answered('getPeserta', outcome, 1, NOW - MINUTE);
    meters.answered('getPeserta', 'usang', 1, NOW - 16 * MINUTE);
    const windows = meters.windowsOf('answer', '', 'getPeserta');
    const card = cardOf({
      calls,
      states: { 'peserta-by-nik': { quotaLeft: 500 }, rujukan: { quotaLeft: 20 } },
      source: {
        services: windows ? [windows] : [],
        lanes: [
          { ...LANE, waiting: 3 },
          { ...LANE, waiting: 4 },
        ],
        peer: { skewMs: 1200 },
      },
    });
    expect(card).toMatchObject({ waiting: 7, quotaLeft: 20, staleShare: 0.25, peer: { skewMs: 1200 } });
    expect(card.errorShare).toBeCloseTo(0.1, 9);
    expect(card.p95).toBeGreaterThan(1900);
    expect(card.hour).toHaveLength(60);
    expect(
      card.hour.flatMap((minute, index) => (minute.calls > 0 ? [[index, minute.calls, minute.errors]] : [])),
    ).toEqual([
      [49, 1, 0],
      [56, 10, 10],
      [58, 90, 0],
    ]);
    const [peserta, rujukan] = card.operations;
    expect(peserta?.windows.map(({ minutes, verdicts }) => [minutes, verdicts.found])).toEqual([
      [1, 0],
      [5, 90],
      [15, 91],
    ]);
    expect(peserta?.windows[1]).toMatchObject({ errorShare: 0, perSecond: expect.closeTo(90 / 295, 9) });
    expect(rujukan?.windows[1]).toMatchObject({ errorShare: 1, verdicts: { unreachable: 10 } });
    expect(rujukan?.windows[0]).toMatchObject({ errorShare: undefined, p50: undefined, perSecond: 0 });
  });
});

function cardOf({ calls = [], states = {}, source = {} }: Given): Card {
  const meters: Meters = createMeters();
  const observations = createObservations();
  for (const call of calls.toSorted((one, other) => +one.at - +other.at)) {
    meters.called(call);
    observations.observe(call);
  }
  const operations = ['peserta-by-nik', 'rujukan'].map((operation) => {
    const windows = meters.windowsOf('call', 'bpjs', operation);
    const usual = { release: 'vclaim-2.0', candidates: ['vclaim-2.0'], pinned: false, breaker: 'tertutup' } as const;
    const health = observations.healthOf('bpjs', operation);
    return { operation, state: { ...usual, ...states[operation] }, health, ...(windows ? { windows } : {}) };
  });
  const whole = {
    instance: 'bpjs',
    connector: 'bpjs',
    operations,
    lanes: [],
    services: [],
    peer: {},
    probes: [],
    ...source,
  };
  const [card] = cardsOf([whole], new Date(NOW));
  if (!card) throw new Error('no card');
  return card;
}
