import { withoutLongNumbers } from '../identifiers/without-long-numbers.ts';
import type { ReleaseChoice } from '../store/releases.ts';
import type { ReleaseDesk } from './desk.ts';

/** What a person says about one operation of an instance. */
export type Word = Pick<ReleaseChoice, 'operation' | 'release' | 'pinned' | 'reason'>;

/** A word that changed something. */
export interface Said {
  readonly operation: string;
  readonly before: Use;
  readonly after: Use;
}
export interface Use {
  /** `undefined`: none that is there has the operation. */
  readonly release: string | undefined;
  readonly pinned: boolean;
}

/** Writes what a person said, in one commit, where it was not said already. A running hub hears of it within a second. */
export async function say(
  desk: ReleaseDesk,
  instance: string,
  words: readonly Word[],
  by: string,
): Promise<readonly Said[]> {
  const news = words.filter(({ operation, release, pinned }) => {
    const said = desk.choices.of(instance, operation);
    return said === undefined || said.release !== release || said.pinned !== pinned;
  });
  if (news.length === 0) return [];
  const before = new Map(news.map(({ operation }) => [operation, useOf(desk, instance, operation)]));
  const since = Date.now();
  await desk.store.choose(news.map((word) => ({ ...word, instance, since, by })));
  await desk.choices.refresh();
  return news.map(({ operation }) => ({
    operation,
    before: before.get(operation) ?? { release: undefined, pinned: false },
    after: useOf(desk, instance, operation),
  }));
}

export function useOf(desk: ReleaseDesk, instance: string, operation: string): Use {
  const { operations = [], pinned = false } = desk.candidatesOf(instance).get(operation) ?? {};
  return { release: operations[0]?.release, pinned };
}

const LONGEST_REASON = 200;

/** Why, as it is kept: nobody's number, and whether it was forced. */
export function reasonOf(because: string, stopped = 0): string {
  const said = withoutLongNumbers(because).slice(0, LONGEST_REASON);
  const forced = stopped > 0 ? `forced, though ${stopped} kept answers stop to fit` : '';
  return [said, forced].filter(Boolean).join('; ');
}

/** As many words as are kept of an operation. */
const WHOLE_HISTORY = 50;

export interface WayBack {
  readonly instance: string;
  /** Operations of the instance it may be about. */
  readonly operations: readonly string[];
  /** Of each of them; else what was said last, of every operation it was said of at once, so that an activation is undone as a whole. */
  readonly each: boolean;
  /** A release that cannot be gone back to. */
  readonly isMistaken: (release: string) => boolean;
}

/** Words that take the last word back; none where nothing was said yet. */
export async function wordsBack(desk: ReleaseDesk, { instance, operations, each, isMistaken }: WayBack) {
  const choices = await desk.store.choices();
  const said = choices.filter((one) => one.instance === instance && operations.includes(one.operation));
  const newest = Math.max(...said.map(({ since }) => since));
  const undone = each ? said : said.filter(({ since }) => since === newest);
  return Promise.all(undone.map((choice) => wordBefore(desk, choice, isMistaken)));
}

/** The word before, if its release is still there; else the one before that; else the order of the configuration. */
async function wordBefore(
  desk: ReleaseDesk,
  { instance, operation, release: now }: ReleaseChoice,
  isMistaken: WayBack['isMistaken'],
): Promise<Word> {
  const history = await desk.store.choiceHistory(instance, operation, WHOLE_HISTORY);
  const { operations = [] } = desk.candidatesOf(instance).get(operation) ?? {};
  const usable = new Set(['', ...operations.map((one) => one.release).filter((name) => !isMistaken(name))]);
  const before = history.slice(1).find(({ release }) => usable.has(release));
  const { release = '', pinned = false } = before ?? {};
  return { operation, release, pinned, reason: `back from ${now || 'the order of the configuration'}` };
}

/** Words that keep what is in use, whatever the upstream answers. */
export function wordsToPin(desk: ReleaseDesk, instance: string, operations: readonly string[], because: string) {
  return operations.flatMap((operation): readonly Word[] => {
    const { release } = useOf(desk, instance, operation);
    return release === undefined ? [] : [{ operation, release, pinned: true, reason: reasonOf(because) }];
  });
}

/** Words that let the hub switch by itself again; of those that are pinned. */
export function wordsToUnpin(desk: ReleaseDesk, instance: string, operations: readonly string[]) {
  return operations.flatMap((operation): readonly Word[] => {
    const choice = desk.choices.of(instance, operation);
    return choice?.pinned ? [{ operation, release: choice.release, pinned: false, reason: 'no longer pinned' }] : [];
  });
}
