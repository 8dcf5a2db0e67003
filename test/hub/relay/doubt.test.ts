import { describe, expect, test } from '@jest/globals';
import type { Decision } from '../../../hub/relay/decision.ts';
import { createDoubt, orDoubted } from '../../../hub/relay/doubt.ts';
import type { Claimed } from '../../../hub/store/forwarding.ts';
import { testClock } from '../clock.ts';
import { DELIVERED } from './with-lane.ts';

const refused = (reason: string, code = '422'): Decision => ({ to: 'refused', code, reason });
const EMPTY = 'lokasi.kecamatan wajib diisi';
const UNREACHABLE: Decision = { to: 'again', reason: 'unreachable', unsure: false, attempted: true };

function doubting(kept?: string) {
  const takenBack: string[] = [];
  let askedWith = 1;
  const clock = testClock();
  const doubt = createDoubt({
    askedWith: () => askedWith,
    now: clock.now,
    takeBack: ({ id }) => takenBack.push(id),
    ...(kept === undefined ? {} : { kept }),
  });
  let next = 0;
  const came = (decision: Decision, id = `m${next++}`) => doubt.came({ id } as Claimed, decision);
  return {
    ...{ doubt, takenBack, came, pass: clock.pass },
    arrived: (times: number) => {
      for (let turn = 0; turn < times; turn += 1) came(DELIVERED, `arrived ${turn}`);
    },
    edited: () => {
      askedWith += 1;
    },
  };
}

describe('a contract', () => {
  test('is in doubt after three refusals in the same words where twenty arrived, and they are taken back', () => {
    const { doubt, takenBack, came, arrived } = doubting();
    arrived(20);
    expect([came(refused(EMPTY)), came(refused(EMPTY)), doubt.words()]).toEqual([false, false, undefined]);
    expect(came(refused(EMPTY))).toBe(true);
    expect([doubt.words(), takenBack]).toEqual([EMPTY, ['m0', 'm1', 'm2']]);
  });

  test('is in doubt after eight where less arrived, or nothing', () => {
    for (const before of [0, 19]) {
      const { doubt, takenBack, came, arrived } = doubting();
      arrived(before);
      for (let turn = 0; turn < 7; turn += 1) expect(came(refused(EMPTY))).toBe(false);
      expect([came(refused(EMPTY)), takenBack.length, doubt.words()]).toEqual([true, 8, EMPTY]);
    }
  });

  test('is not in doubt where the words differ, something arrived between, or nothing is said', () => {
    const { doubt, came, arrived } = doubting();
    arrived(20);
    for (const turn of Array(30).keys()) came(refused(`${'lagi '.repeat(turn)}${EMPTY}`));
    for (const turn of Array(30).keys()) came(turn % 3 === 2 ? DELIVERED : refused(EMPTY));
    for (const _ of Array(30).keys()) came({ to: 'refused' });
    for (const _ of Array(30).keys()) came(UNREACHABLE);
    expect(doubt.words()).toBeUndefined();
  });

  test('is not in doubt where one is refused now and then, however often that is', () => {
    const { doubt, takenBack, came, arrived, pass } = doubting();
    arrived(20);
    for (const _ of Array(30).keys()) {
      came(refused(EMPTY));
      pass(6);
    }
    expect([doubt.words(), takenBack]).toEqual([undefined, []]);
    pass(-6);
    came(refused(EMPTY));
    expect([doubt.words(), takenBack]).toEqual([EMPTY, ['m28', 'm29', 'm30']]);
  });

  test('is in doubt however the sentence names the booking, and says nobody’s number', () => {
    const { doubt, came, arrived } = doubting();
    arrived(20);
    for (const turn of [1, 2, 3])
      came(refused(`Kode  booking 2026112${turn}INT of 990101010190000${turn} kurang\n lengkap`));
    expect(doubt.words()).toBe('Kode booking #INT of #…# kurang lengkap');
  });

  test('that is in doubt takes back what was under way, and leaves other refusals alone', () => {
    const { takenBack, came, arrived } = doubting();
    arrived(20);
    for (const _ of [1, 2, 3]) came(refused(EMPTY));
    expect(came(refused(EMPTY), 'under way')).toBe(true);
    expect(came(refused('Rujukan tidak valid'), 'other')).toBe(false);
    expect(takenBack).toEqual(['m0', 'm1', 'm2', 'under way']);
  });

  test('is in doubt once for words that turned out to be about the messages', () => {
    const { doubt, came, arrived } = doubting();
    arrived(20);
    for (const _ of [1, 2, 3]) came(refused(EMPTY));
    arrived(1);
    expect(doubt.words()).toBeUndefined();
    for (const _ of Array(30).keys()) expect(came(refused(EMPTY))).toBe(false);
    for (const _ of [1, 2, 3]) came(refused('tanggal wajib diisi'));
    expect(doubt.words()).toBe('tanggal wajib diisi');
  });

  test('that was mended is in doubt again when it is refused again', () => {
    const { doubt, came, arrived, edited } = doubting();
    arrived(20);
    for (const _ of [1, 2, 3]) came(refused(EMPTY));
    edited();
    arrived(1);
    for (const _ of [1, 2, 3]) came(refused(EMPTY));
    expect(doubt.words()).toBe(EMPTY);
  });

  test('that a former process had in doubt still is, and may have been mended meanwhile', () => {
    const { doubt, came, arrived } = doubting(`contract: ${EMPTY}`);
    expect(doubt.words()).toBe(EMPTY);
    expect(came(refused(EMPTY))).toBe(true);
    arrived(21);
    expect(doubt.words()).toBeUndefined();
    for (const _ of [1, 2, 3]) came(refused(EMPTY));
    expect(doubt.words()).toBe(EMPTY);
    expect(doubting('auth').doubt.words()).toBeUndefined();
  });

  test('is in doubt although others are refused for reasons of their own between', () => {
    const { doubt, takenBack, came, arrived } = doubting();
    arrived(20);
    for (const turn of Array(5).keys()) came(refused(turn % 2 === 0 ? EMPTY : 'isi terlalu pendek'));
    expect([doubt.words(), takenBack]).toEqual([EMPTY, ['m0', 'm2', 'm4']]);
  });
});

test.each<{ decision: Decision; doubted: string | undefined; want: Decision }>([
  { decision: refused(EMPTY), doubted: undefined, want: refused(EMPTY) },
  { decision: refused('x'), doubted: EMPTY, want: refused('x') },
  { decision: DELIVERED, doubted: EMPTY, want: DELIVERED },
  {
    decision: refused(EMPTY),
    doubted: EMPTY,
    want: {
      to: 'again',
      reason: `contract: ${EMPTY}`,
      unsure: false,
      attempted: true,
      hold: { reason: `contract: ${EMPTY}` },
    },
  },
])('a message that is $decision.to while "$doubted" is in doubt is $want.to', ({ decision, doubted, want }) => {
  expect(orDoubted(decision, doubted)).toEqual(want);
});
