import { describe, expect, jest, test } from '@jest/globals';
import type { Operation } from '../../../hub/mapping/release.ts';
import type { Verdict } from '../../../hub/mapping/verdict.ts';
import {
  ABSENT,
  CHANGED,
  CHANGED_NOT_DONE,
  GONE,
  LOST,
  REFUSED,
  reads,
  release,
  withUpstream,
} from './with-upstream.ts';

const EMPTY: Verdict = { kind: 'found', value: [], drift: [] };
const OLD = release('old', 'old', reads('old'));
/** Asks as the old one does. */
const ALIKE = release('alike', 'old', reads('new'), { service: 'old' });
/** Asks at another place. */
const OTHER = release('other', 'other', reads('new'));
const THIRD = release('third', 'third', reads('new'));
const onlyAt = (place: string, there: string | Verdict, elsewhere: string | Verdict = CHANGED_NOT_DONE) => {
  return (path: string) => (path.startsWith(`/${place}/`) ? there : elsewhere);
};
const questions = (count: number) => Array.from({ length: count }, (_, index) => `q${index}`);

/** Time stands still but for what the test lets pass. */
async function inTestTime(use: (pass: (ms: number) => void) => Promise<void>): Promise<void> {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'Date'] });
  try {
    await use((ms) => void jest.advanceTimersByTime(ms));
  } finally {
    jest.useRealTimers();
  }
}

describe('an answer that does not fit', () => {
  test('is read by the others first, and the one that fits is used from then on, without another call', () =>
    withUpstream(
      [OLD, OTHER, ALIKE],
      () => 'new',
      async ({ ask, asked, fitted, concluded, upstream }) => {
        expect([await ask('a'), await ask('b')]).toEqual(['found alike', 'found alike']);
        expect(asked).toEqual(['/old/a', '/old/b']);
        expect(fitted.map(({ from, to }) => `${from.release} ${to.release}`)).toEqual(['old alike']);
        expect(concluded.map(({ kind }) => kind)).toEqual(['found', 'found']);
        expect(upstream.stateOf('peserta').candidates).toEqual(['alike', 'old', 'other']);
      },
    ));

  test('is asked once more where another release asks otherwise, and never again', () =>
    withUpstream([OLD, OTHER], onlyAt('other', 'new'), async ({ ask, asked, learnt }) => {
      expect([await ask('a'), await ask('b')]).toEqual(['found other', 'found other']);
      expect(asked).toEqual(['/old/a', '/other/a', '/other/b']);
      expect(learnt).toEqual(['old', 'other', 'other']);
    }));

  test('of a hundred questions at once is looked into by one of them, and all are answered', () =>
    withUpstream([OLD, THIRD, OTHER], onlyAt('other', 'new'), async ({ ask, asked, fitted }) => {
      const said = await Promise.all(questions(100).map(ask));
      expect(new Set(said)).toEqual(new Set(['found other']));
      expect(asked.filter((path) => path.startsWith('/third/'))).toHaveLength(1);
      expect(asked).toHaveLength(100 + 1 + 100);
      expect(fitted).toHaveLength(1);
    }));

  test('that fits no release is looked into once by a hundred questions, and none of them waits for ever', () =>
    withUpstream(
      [OLD, THIRD, OTHER],
      () => CHANGED,
      async ({ ask, asked, concluded }) => {
        const said = await Promise.all(questions(100).map(ask));
        expect(new Set(said)).toEqual(new Set(['changed old']));
        expect(asked).toHaveLength(100 + 2);
        expect(concluded).toHaveLength(100);
      },
    ));

  test.each<{ says: string; answer: string | Verdict }>([
    { says: 'there is none', answer: ABSENT },
    { says: 'no', answer: REFUSED },
    { says: 'nothing', answer: LOST },
    { says: 'something unreadable as well', answer: 'old' },
    { says: 'that the list is empty', answer: EMPTY },
  ])('is not made good by a release whose upstream says $says', ({ answer }) =>
    withUpstream([OLD, OTHER], onlyAt('other', answer), async ({ ask, fitted, upstream }) => {
      expect(await ask()).toBe('changed old');
      expect(fitted).toEqual([]);
      expect(upstream.stateOf('peserta').release).toBe('old');
    }),
  );

  test('is not made good by a release that makes an empty list of it', () => {
    const careless = release('careless', 'old', () => ({ kind: 'found', value: [], drift: [] }));
    const absent = release('absent', 'old', () => ABSENT);
    return withUpstream(
      [OLD, careless, absent],
      () => 'new',
      async ({ ask, asked, fitted }) => {
        expect(await ask()).toBe('changed old');
        expect([asked.length, fitted]).toEqual([1, []]);
      },
    );
  });

  test('stays what it is where a person pinned the release: no other reads it, no other is asked', () => {
    const never = () => {
      throw new Error('it is pinned');
    };
    const others = [release('alike', 'old', never), release('other', 'other', never)];
    return withUpstream(
      [OLD, ...others],
      () => 'new',
      async ({ ask, asked }) => {
        expect([await ask(), asked]).toEqual(['changed old', ['/old/q']]);
      },
      { pinned: true },
    );
  });

  test('is read by whichever fits where it goes back and forth too often, and the one in use stays', () =>
    withUpstream(
      [OLD, ALIKE, OTHER],
      (path) => (path.startsWith('/other') ? CHANGED : 'new'),
      async (world) => {
        const { ask, asked, upstream } = world;
        expect(await Promise.all(questions(5).map(ask))).toEqual(new Array(5).fill('found alike'));
        expect(upstream.stateOf('peserta').release).toBe('old');
        expect(asked).toHaveLength(5);
      },
      { fits: false },
    ));

  test('may be read by a release that is offered while the question is under way', () => {
    let letGo = () => {};
    const answering = () =>
      new Promise<string>((resolve) => {
        letGo = () => resolve('new');
      });
    return withUpstream([OLD], answering, async ({ ask, offer, upstream, asked }) => {
      const under = ask();
      await new Promise((resolve) => setImmediate(resolve));
      offer([ALIKE, OLD]);
      expect(upstream.refresh()).toEqual(['peserta']);
      letGo();
      expect(await under).toBe('found alike');
      expect(asked).toHaveLength(1);
    });
  });
});

describe('a search that found nothing', () => {
  test('is not repeated for a second, then for two, then for four; reading the same bytes never waits', () =>
    inTestTime((pass) => {
      let fits = false;
      const later = release('later', 'old', (text) => (fits ? reads('new')(text) : CHANGED));
      const answering = (path: string) => (path.startsWith('/other') ? CHANGED : 'new');
      return withUpstream([OLD, OTHER, later], answering, async ({ ask, asked }) => {
        const searches = () => asked.filter((path) => path.startsWith('/other')).length;
        const counts: number[] = [];
        for (const ms of [0, 900, 200, 1700, 400, 3500, 600]) {
          pass(ms);
          await ask();
          counts.push(searches());
        }
        expect(counts).toEqual([1, 1, 2, 2, 3, 3, 4]);
        fits = true;
        expect(await ask()).toBe('found later');
      });
    }));

  test('is repeated after a second where the other upstream only did not know that person', () =>
    inTestTime((pass) =>
      withUpstream(
        [OLD, OTHER],
        (path) => (path === '/other/known' ? 'new' : path.startsWith('/other') ? ABSENT : CHANGED),
        async (world) => {
          for (let turn = 0; turn < 6; turn += 1) {
            expect(await world.ask(`stranger-${turn}`)).toBe('changed old');
            pass(1001);
          }
          expect(await world.ask('known')).toBe('found other');
          expect(world.asked).toHaveLength(14);
        },
      ),
    ));

  test('is repeated at once when something else may be asked', () =>
    withUpstream(
      [OLD, OTHER],
      () => CHANGED,
      async ({ ask, asked, offer, upstream }) => {
        await ask();
        await ask();
        expect(asked).toHaveLength(3);
        offer([OLD, OTHER, THIRD]);
        expect(upstream.refresh()).toEqual([]); // the one in use stays
        await ask();
        expect(asked.slice(3)).toEqual(['/old/q', '/other/q', '/third/q']);
      },
    ));

  test('does not try an account again that was refused', () =>
    inTestTime((pass) => {
      const refused: Verdict = { kind: 'fault', fault: { trouble: 'auth', outcome: 'not-done' } };
      return withUpstream(
        [OLD, OTHER],
        (path) => (path.startsWith('/other') ? refused : CHANGED),
        async (world) => {
          await world.ask();
          pass(1500);
          await world.ask();
          expect(world.asked).toEqual(['/old/q', '/other/q', '/old/q']);
        },
      );
    }));
});

describe('an address that nobody is at', () => {
  test('is left for another release at the third time, and not before', () =>
    withUpstream([OLD, OTHER], onlyAt('other', 'new', GONE), async ({ ask, asked, fitted }) => {
      expect([await ask('a'), await ask('b'), await ask('c'), await ask('d')]).toEqual([
        'unreachable old',
        'unreachable old',
        'found other',
        'found other',
      ]);
      expect(asked).toEqual(['/old/a', '/old/b', '/old/c', '/other/c', '/other/d']);
      expect(fitted.map(({ failed }) => failed.kind)).toEqual(['fault']);
    }));

  test('is not left for one at which nobody is either, nor because of answers that were lost', () =>
    withUpstream(
      [OLD, OTHER],
      (path) => (path.endsWith('lost') ? LOST : GONE),
      async ({ ask, fitted, upstream }) => {
        for (const question of ['a', 'b', 'lost', 'c', 'd', 'lost', 'e', 'f', 'g', 'h']) await ask(question);
        expect([fitted, upstream.stateOf('peserta').release]).toEqual([[], 'old']);
      },
    ));
});

describe('a message', () => {
  const recognised = { whenUnknown: 'resend' } as const;
  const pair = (more: Partial<Operation>, same: Partial<Operation> = {}) => [
    { ...OLD, ...more },
    { ...OTHER, ...more, ...same },
  ];

  test.each<{ given: string; candidates: readonly Operation[]; first: Verdict; said: string; sent: number }>([
    { given: 'nothing was done', candidates: pair({}), first: CHANGED_NOT_DONE, said: 'found other', sent: 2 },
    { given: 'it may have been done', candidates: pair({}), first: CHANGED, said: 'changed old', sent: 1 },
    {
      given: 'it may have been done, and a repeat is recognised at the same place',
      candidates: pair(recognised, { service: 'old' }),
      first: CHANGED,
      said: 'found other',
      sent: 2,
    },
    {
      given: 'it may have been done, and a repeat is recognised at another place',
      candidates: pair(recognised),
      first: CHANGED,
      said: 'changed old',
      sent: 1,
    },
    {
      given: 'it may have been done, and only the first recognises a repeat',
      candidates: pair(recognised, { service: 'old', whenUnknown: 'park' }),
      first: CHANGED,
      said: 'changed old',
      sent: 1,
    },
    { given: 'it was refused', candidates: pair({}), first: REFUSED, said: 'refused old', sent: 1 },
    { given: 'its answer is lost', candidates: pair(recognised), first: LOST, said: 'unanswered old', sent: 1 },
  ])('is sent under another release only where that is safe: $given', ({ candidates, first, said, sent }) =>
    withUpstream(candidates, onlyAt('other', 'new', first), async ({ write, asked }) => {
      expect(await write('m')).toBe(said);
      expect(asked).toHaveLength(sent);
    }),
  );

  test('that is refused in words that are in doubt is tried under another release', () =>
    withUpstream([OLD, OTHER], onlyAt('other', 'new', REFUSED), async ({ write, asked }) => {
      expect(await write('m', { doubted: true })).toBe('found other');
      expect(await write('n')).toBe('found other');
      expect(asked).toEqual(['/old/m', '/other/m', '/other/n']);
    }));

  test('that may have been done by the second is sent to no third', () =>
    withUpstream([OLD, OTHER, THIRD], onlyAt('other', LOST), async ({ write, asked }) => {
      expect(await write('m')).toBe('unanswered other');
      expect(asked).toEqual(['/old/m', '/other/m']);
    }));

  test('goes on to the third where the second turned it down or did nothing', () =>
    withUpstream([OLD, OTHER, THIRD], onlyAt('third', 'new'), async ({ write, asked, upstream }) => {
      expect(await write('m')).toBe('found third');
      expect(asked).toEqual(['/old/m', '/other/m', '/third/m']);
      expect(upstream.stateOf('peserta').release).toBe('third');
    }));

  test('of fifty at once is sent once under the old and once under the new release', () =>
    withUpstream([OLD, OTHER], onlyAt('other', 'new'), async ({ write, asked }) => {
      const said = await Promise.all(questions(50).map((question) => write(question)));
      expect(new Set(said)).toEqual(new Set(['found other']));
      expect(asked.toSorted()).toEqual(
        questions(50)
          .flatMap((question) => [`/old/${question}`, `/other/${question}`])
          .toSorted(),
      );
    }));
});

test('an operation that no release has any more is unavailable, and comes back with the next release', () =>
  withUpstream(
    [OLD],
    () => 'old',
    async ({ ask, write, asked, offer, upstream }) => {
      offer([]);
      upstream.refresh();
      expect(upstream.has('peserta')).toBe(false);
      expect(upstream.operations()).toEqual([]);
      expect([await ask(), await write()]).toEqual(['unavailable ', 'unavailable ']);
      expect(upstream.shut('peserta')).toMatchObject({ reason: 'no_release' });
      expect(upstream.healthy('peserta')).toBe(false);
      expect(upstream.stateOf('peserta')).toMatchObject({ release: '', candidates: [] });
      upstream.retry('peserta');
      offer([OLD]);
      expect(upstream.refresh()).toEqual(['peserta']);
      expect(await ask()).toBe('found old');
      expect(asked).toEqual(['/old/q']);
    },
  ));
