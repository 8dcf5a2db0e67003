import type { Logger } from 'pino';
import type { CheckedConfig } from '../config/load.ts';
import type { Upstream } from '../exchange/upstream.ts';
import type { LoadedRelease, LoadOptions } from '../mapping/load.ts';
import type { Operation } from '../mapping/release.ts';
import { createLibrary, type Library, type LibraryParts, type Reloaded } from '../releases/library.ts';
import { openReleases, type ReleaseKeeper } from '../releases/releases.ts';
import { createTrial } from '../releases/trial.ts';
import { type Watching, watchFolders } from '../releases/watching.ts';
import type { Sealing } from '../store/sealing.ts';
import type { Store } from '../store/store.ts';
import { type Connectors, misfitOf, readingOf, samplePolicies } from './samples.ts';

export interface Mappings {
  /** With something typed: as it would be if it were written. */
  readonly load: (more?: Pick<LoadOptions, 'only' | 'typed'>) => ReturnType<LibraryParts['load']>;
  /** Where the city's own releases lie, or are to. */
  readonly own: string;
  /** Watched; an edit is taken over when it is without a mistake. */
  readonly folders: readonly string[];
  /** Keeps what is there, because it is used: the next start may find it half edited. */
  readonly keepGood?: () => Promise<void>;
}

export interface ReleaseParts {
  readonly config: CheckedConfig;
  readonly connectors: Connectors;
  readonly initial: LibraryParts['initial'];
  /** Absent: the releases stay as they were at the start. */
  readonly mappings?: Mappings;
  readonly store: Store;
  readonly sealing: Sealing;
  readonly log: Logger;
  readonly now: () => Date;
  readonly trouble: (what: string, error?: unknown) => void;
}

export interface ReleaseKeeping {
  readonly keeper: ReleaseKeeper;
  /** As they are now, by `UPSTREAM/RELEASE`. */
  readonly releases: Library['releases'];
  /** Takes over what was written into the folders just now, or says why not. */
  reload(): Promise<Reloaded>;
  /** Goes on once everything that uses releases is there. */
  attach(users: Users): Promise<void>;
  close(): Promise<void>;
}

export interface Users {
  readonly upstreams: ReadonlyMap<string, Upstream>;
  /** An operation of an instance is asked in another way from now on. */
  readonly askedAnew: (instance: string, operation: string) => void;
}

/** A command is heard, and an edit taken over, in less than a second. */
const LISTEN_MS = 300;
const WRITE_MS = 1000;

export async function openReleaseKeeping(parts: ReleaseParts): Promise<ReleaseKeeping> {
  const { config, connectors, initial, mappings, store, sealing, log, now, trouble } = parts;
  let users: Users | undefined;
  const trial = createTrial({
    store: store.releases,
    usedBy: (operation) => usersOf(operation),
    readingOf: (instance, operation) => readingOf(config, connectors, instance, operation),
    open: sealing.open,
  });
  const load = () => mappings?.load() ?? { releases: initial, mistakes: [] };
  const library = createLibrary({ initial, load, neededBy }, trial);
  const keeper = await openReleases({
    store: store.releases,
    instances: config.instances,
    library: library.releases,
    fitsInstance: (instance, release) => misfitOf(config, connectors, instance, release) === undefined,
    policyOf: samplePolicies(config),
    seal: sealing.seal,
    ...{ log, now, trouble },
  });

  function usersOf(operation: Operation): readonly string[] {
    const { upstreams = new Map<string, Upstream>() } = users ?? {};
    return [...upstreams.values()]
      .filter((one) => one.has(operation.name) && one.inUse(operation.name) === operation)
      .map(({ instance }) => instance);
  }

  function neededBy({ upstream, name }: LoadedRelease, operation?: Operation): readonly string[] {
    if (operation) return usersOf(operation);
    return Object.entries(config.instances)
      .filter(([, { connector, releases }]) => connector === upstream && releases.includes(name))
      .map(([instance]) => instance);
  }

  function useAnew(): void {
    for (const [instance, upstream] of users?.upstreams ?? [])
      for (const operation of upstream.refresh()) users?.askedAnew(instance, operation);
  }

  async function takeOver(): Promise<Reloaded> {
    const reloaded = await library.reload();
    if (reloaded.kind === 'taken') {
      log.info({ changed: reloaded.changed.slice(0, 50) }, 'mappings were edited and are used');
      useAnew();
    }
    return reloaded;
  }

  let refused = '';
  async function reload(): Promise<Reloaded> {
    const first = await takeOver();
    // half an edit is no mistake yet
    const reloaded = first.kind === 'bad' ? await later(takeOver) : first;
    if (reloaded.kind === 'bad') refuse(reloaded);
    else {
      refused = '';
      keeper.incidents.close('pemetaan-salah', '', '');
      await mappings?.keepGood?.();
    }
    return reloaded;
  }

  function refuse({ mistakes }: Reloaded & { readonly kind: 'bad' }): void {
    const said = JSON.stringify(mistakes);
    if (said === refused) return; // another file was saved, and the mistakes are those of before
    refused = said;
    log.error(
      { mistakes: mistakes.slice(0, 20) },
      'mappings were edited and have mistakes: nothing of the edit is used',
    );
    const detail = { kesalahan: mistakes.slice(0, 5), banyaknya: mistakes.length };
    keeper.incidents.open({ kind: 'pemetaan-salah', instance: '', operation: '', detail });
  }

  /** One run at a time; `again`: a call during a run is followed by another one. */
  const inBackground = (what: string, work: () => Promise<unknown>, again = false) => {
    let running = false;
    let called = false;
    const run = () => {
      called = running;
      if (running) return;
      running = true;
      void work()
        .catch((error: unknown) => trouble(what, error))
        .finally(() => {
          running = false;
          if (called && again) run();
        });
    };
    return run;
  };
  const timers: NodeJS.Timeout[] = [];
  let watching: Watching | undefined;

  return {
    keeper,
    releases: library.releases,
    reload: takeOver,
    async attach(given) {
      users = given;
      const edited = inBackground('mappings could not be read again', reload, true);
      if (mappings) {
        watching = await watchFolders(mappings.folders, edited, trouble);
        edited(); // what was edited since they were read; and a mistake that a former process told may be mended
      }
      const listen = async () => {
        if (await keeper.refreshChoices()) {
          await takeOver(); // a release may have been written just before it was chosen
          useAnew();
          keeper.inForce();
        }
      };
      timers.push(
        setInterval(inBackground('what was said about releases could not be read', listen), LISTEN_MS).unref(),
        setInterval(
          inBackground('what was learnt about releases could not be written', keeper.flush),
          WRITE_MS,
        ).unref(),
      );
    },
    async close() {
      for (const timer of timers) clearInterval(timer);
      await watching?.close();
      await keeper
        .flush()
        .catch((error: unknown) => trouble('what was learnt about releases could not be written', error));
    },
  };
}

const HALF_AN_EDIT_MS = 300;

async function later<Result>(work: () => Promise<Result>): Promise<Result> {
  await new Promise((resolve) => setTimeout(resolve, HALF_AN_EDIT_MS));
  return work();
}
