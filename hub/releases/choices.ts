import type { ReleaseChoice, ReleaseStore } from '../store/releases.ts';

/** Who says so when nobody does. */
export const BY_ITSELF = 'simpul';
const FORMERLY = 10;

/** Which release each operation is asked with, where that is not the first of the configuration. */
export interface Choices {
  of(instance: string, operation: string): ReleaseChoice | undefined;
  /** Releases that were chosen before, newest first: they stay candidates, for the way back. */
  formerly(instance: string, operation: string): readonly string[];
  /** Every release that was ever chosen for this instance. */
  everOf(instance: string): readonly string[];
  /** Holds from now on, and is on the disk soon: what is lost by a kill is found out again by the next answer. */
  choose(choice: ReleaseChoice): void;
  /** Takes over what other processes and commands said. Resolves to what is new, and writes what was not written yet. */
  refresh(): Promise<readonly NewChoice[]>;
}

export interface NewChoice extends ReleaseChoice {
  /** What was chosen before, as far as this process knew. */
  readonly before: string | undefined;
}

export async function openChoices(
  store: Pick<ReleaseStore, 'choices' | 'choose' | 'choiceHistory'>,
  trouble: (what: string, error: unknown) => void,
): Promise<Choices> {
  const current = new Map<string, ReleaseChoice>();
  const before = new Map<string, readonly string[]>();
  let unwritten: ReleaseChoice[] = [];
  let writing: Promise<void> | undefined;
  let chosen = 0;

  async function write(): Promise<void> {
    const choices = [...unwritten]; // more may be chosen while these are written
    if (choices.length === 0) return;
    try {
      await store.choose(choices);
      unwritten = unwritten.slice(choices.length);
    } catch (error) {
      trouble('the release in use could not be written; it is tried again', error);
    }
  }
  const writeInTurn = (): Promise<void> => {
    writing = (writing ?? Promise.resolve()).then(write);
    return writing;
  };

  function remember(choice: ReleaseChoice): void {
    const key = keyOfChoice(choice);
    const last = current.get(key);
    if (last && last.release !== '')
      before.set(key, [...new Set([last.release, ...(before.get(key) ?? [])])].slice(0, FORMERLY));
    current.set(key, choice);
  }

  async function refresh(): Promise<readonly NewChoice[]> {
    await writeInTurn();
    if (unwritten.length > 0) return []; // this process knows better
    const chosenBefore = chosen;
    const said = (await store.choices()).filter((choice) => !isSame(current.get(keyOfChoice(choice)), choice));
    const histories = await Promise.all(
      said.map(({ instance, operation }) => store.choiceHistory(instance, operation, FORMERLY)),
    );
    if (chosen !== chosenBefore) return []; // what was read is older than what this process said meanwhile
    return said.map((choice, index) => {
      const key = keyOfChoice(choice);
      const names = (histories[index] ?? []).slice(1).map(({ release }) => release);
      const last = current.get(key)?.release;
      before.set(key, [...new Set(names.filter((name) => name !== ''))]);
      current.set(key, choice);
      return { ...choice, before: last };
    });
  }
  await refresh();

  return {
    of(instance, operation) {
      const choice = current.get(keyOf(instance, operation));
      return choice?.release === '' ? undefined : choice;
    },
    formerly: (instance, operation) => before.get(keyOf(instance, operation)) ?? [],
    everOf(instance) {
      const own = [...current].filter(([, choice]) => choice.instance === instance);
      return [...new Set(own.flatMap(([key, { release }]) => [release, ...(before.get(key) ?? [])]))].filter(Boolean);
    },
    choose(choice) {
      chosen += 1;
      remember(choice);
      unwritten.push(choice);
      void writeInTurn();
    },
    refresh,
  };
}

function keyOf(instance: string, operation: string): string {
  return `${instance} ${operation}`;
}

function keyOfChoice({ instance, operation }: ReleaseChoice): string {
  return keyOf(instance, operation);
}

function isSame(one: ReleaseChoice | undefined, other: ReleaseChoice): boolean {
  return (
    one?.release === other.release && one.pinned === other.pinned && one.since === other.since && one.by === other.by
  );
}
