import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from '@jest/globals';
import type { Booking } from '../../../hub/services/antrean/booking.ts';
import { getJadwalTerbit } from '../../../hub/services/antrean/publishing.ts';
import { booking, DAY, person, publish, SESSION } from './hospital.ts';
import { SECRET, withCallbacks } from './with-callbacks.ts';

const PATIENTS = 900;

/** Until so many were given a number; then kill -9, in the middle of the next. */
async function bookUntilKilled(directory: string, wanted: number): Promise<readonly string[]> {
  const script = join(import.meta.dirname, 'children', 'take.ts');
  const child = spawn(process.execPath, [script, directory, SECRET], { stdio: ['ignore', 'pipe', 'inherit'] });
  const codes: string[] = [];
  const ended = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    codes.push(line);
    if (codes.length === wanted) child.kill('SIGKILL');
  }
  await ended;
  return codes;
}

test('after kill -9 every number that was given is there, with its place and its patient, and none is given twice', () =>
  withCallbacks({}, async (given) => {
    await publish(given, { sessions: [{ ...SESSION, kuotaJkn: 9000 }], patients: PATIENTS });
    const given1 = await bookUntilKilled(given.directory, 60);
    expect(given1.every((code) => code.startsWith('SPL261121'))).toBe(true);
    await given.reopen();
    const { records } = given.jobContext();
    const kept = await records.list<Booking>({ collection: 'antrean', limit: 1000 });
    const codes = new Set(kept.map(({ id }) => id));
    expect(given1.filter((code) => !codes.has(code))).toEqual([]);
    expect(new Set(kept.map(({ value }) => value.nomorAntrean)).size).toBe(kept.length);
    expect(await given.run(getJadwalTerbit, { tanggal: DAY })).toMatchObject({ data: [{ terpakaiJkn: kept.length }] });
    // whoever is booked stays booked, whoever is not gets a number that nobody has
    const booked = kept.find(({ value }) => value.nik === person(1).nik);
    expect(await given.jkn.ambil(booking(1))).toMatchObject({ code: booked ? 201 : 200 });
    const next = await given.jkn.ambil(booking(PATIENTS));
    const { angkaantrean } = next.response as { angkaantrean: number };
    expect(angkaantrean).toBeGreaterThan(Math.max(...kept.map(({ value }) => value.angkaAntrean)));
  }));
