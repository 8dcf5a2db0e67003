import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { generatePeople } from '../../../connectors/sandbox-kit/people.ts';
import { testClock } from '../clock.ts';
import { RENAME, RENAMED, withOwnHub } from '../releases/with-own-mappings.ts';
import { until } from '../until.ts';
import { bpjsWith, readWith } from './switching.ts';

// Whatever an upstream does to its interfaces, and in whatever order: nobody gets a wrong answer, nobody who is known is
// "not found", and what can be read is read.

const PEOPLE = 40;
const people = generatePeople(PEOPLE);
const RELEASES = ['vclaim-2.0', 'vclaim-2.1', 'vclaim-1.1', 'antrean-rs'];

interface Step {
  readonly vclaim11: 'open' | 'needs-user-key' | 'gone';
  readonly vclaim20: 'open' | 'not-yet';
  readonly renamed: boolean;
  readonly minutes: number;
  readonly who: readonly number[];
}
const step: fc.Arbitrary<Step> = fc.record({
  vclaim11: fc.constantFrom('open', 'needs-user-key', 'gone'),
  vclaim20: fc.constantFrom('open', 'not-yet'),
  renamed: fc.boolean(),
  minutes: fc.constantFrom(0, 1, 16, 60),
  who: fc.array(fc.nat(PEOPLE - 1), { minLength: 1, maxLength: 4 }),
});

/** Some release reads what would come back. */
const isReadable = ({ vclaim11, vclaim20, renamed }: Step) => vclaim20 === 'open' || (vclaim11 === 'open' && !renamed);

const SEED = Date.now() % 1_000_000;

test('no order of changes leads to a wrong answer or to "not found", and what can be read is read in the end', async () => {
  const clock = testClock();
  const [steps = []] = fc.sample(fc.array(step, { minLength: 60, maxLength: 60 }), { numRuns: 1, seed: SEED });
  process.stdout.write(`seed ${SEED}\n`);
  await withOwnHub(RENAMED, { ...bpjsWith(RELEASES), people: PEOPLE, now: clock.now }, async ({ get, sandboxes }) => {
    const { bpjs } = sandboxes;
    const counts = new Map<string, number>();
    const ask = async (index: number): Promise<number> => {
      const person = people[index];
      const answer = await get(`/v1/jkn/peserta/${person?.nik}`);
      const said = readWith(answer);
      counts.set(said, (counts.get(said) ?? 0) + 1);
      if (answer.status === 200)
        expect((answer.body as { data: object }).data).toMatchObject({
          nik: person?.nik,
          nomorKartu: person?.noKartu,
        });
      else expect(said).toBe('503 hulu-berubah');
      return answer.status;
    };
    for (const one of steps) {
      await bpjs.heal();
      bpjs.set({ vclaim11: one.vclaim11, vclaim20: one.vclaim20 });
      if (one.renamed) bpjs.fault(RENAME);
      clock.pass(one.minutes);
      for (const index of one.who) {
        const status = await ask(index);
        // a search that found nothing a moment ago is not repeated yet
        if (status !== 200 && isReadable(one)) await until('it is read', async () => (await ask(index)) === 200);
      }
    }
    process.stdout.write(`${JSON.stringify(Object.fromEntries(counts))}\n`);
    expect([...counts.keys()].filter((said) => said.startsWith('200 segar')).length).toBeGreaterThan(1);
  });
}, 180_000);
