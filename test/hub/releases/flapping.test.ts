import { expect, test } from '@jest/globals';
import { createFlapping } from '../../../hub/releases/flapping.ts';
import { testClock } from '../clock.ts';

const PESERTA = 'bpjs peserta-by-nik';

test('an operation goes over four times in ten minutes, and again when the first of them is that long ago', () => {
  const clock = testClock();
  const flapping = createFlapping(clock.now);
  const tried = Array.from({ length: 6 }, () => {
    clock.pass(1);
    return flapping.maySwitch(PESERTA);
  });
  expect(tried).toEqual([true, true, true, true, false, false]);
  expect(flapping.maySwitch('bpjs rujukan')).toBe(true);
  clock.pass(5);
  expect([flapping.maySwitch(PESERTA), flapping.maySwitch(PESERTA)]).toEqual([true, false]);
});

test('what other processes did counts, and a person’s word begins anew', () => {
  const clock = testClock();
  const flapping = createFlapping(clock.now);
  for (let turn = 0; turn < 9; turn += 1) flapping.switched(PESERTA);
  expect(flapping.maySwitch(PESERTA)).toBe(false);
  flapping.forget(PESERTA);
  expect(flapping.maySwitch(PESERTA)).toBe(true);
});
