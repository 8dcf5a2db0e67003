import { existsSync } from 'node:fs';
import type { CheckedConfig } from '../config/load.ts';
import { createPerbaikan } from '../console/endpoints/perbaikan.ts';
import { createPerubahan } from '../console/endpoints/perubahan.ts';
import { createRilis } from '../console/endpoints/rilis.ts';
import { createSuntingan } from '../console/endpoints/suntingan.ts';
import { type Choices, openChoices } from '../releases/choices.ts';
import { createEdits } from '../releases/edits.ts';
import type { Sealing } from '../store/sealing.ts';
import type { Store } from '../store/store.ts';
import type { ConsolePart } from './console.ts';
import { openDesk } from './release-desk.ts';
import type { Mappings, ReleaseKeeping } from './releases.ts';
import type { Connectors } from './samples.ts';

export interface PerubahanWiring {
  readonly config: CheckedConfig;
  readonly connectors: Connectors;
  readonly store: Store;
  readonly sealing: Sealing;
  readonly releasing: Pick<ReleaseKeeping, 'releases' | 'reload'>;
  /** Absent: releases stay as they were at the start, and nobody edits them. */
  readonly mappings?: Mappings;
  readonly now: () => Date;
  readonly trouble: (what: string, error?: unknown) => void;
}

/** What upstreams changed, and everything for mending it. */
export function openPerubahan(parts: PerubahanWiring): ConsolePart {
  const { store, sealing, releasing, mappings } = parts;
  const choicesNow = createChoicesNow(store.releases, parts.trouble);
  const desk = async () => {
    const choices = await choicesNow();
    return openDesk({ ...parts, choices, releases: releasing.releases(), open: sealing.open });
  };
  const edits = mappings && createEdits({ ...mappings, ...releasing });
  const own = () => (mappings && existsSync(mappings.own) ? mappings.own : undefined);
  const perubahan = createPerubahan({ store: store.releases, openDesk: desk });
  return {
    topics: perubahan.topics,
    endpoints: [
      ...perubahan.endpoints,
      // before those whose third part is any operation's name
      ...(edits ? createSuntingan({ openDesk: desk, edits }) : []),
      ...createRilis({ openDesk: desk, now: parts.now }),
      ...createPerbaikan({ openDesk: desk, own, ...(edits ? { edits } : {}) }),
    ],
  };
}

/** Read whole once; from then on only what was said since: the page of changes looks twice a second while somebody watches. */
function createChoicesNow(store: Store['releases'], trouble: PerubahanWiring['trouble']): () => Promise<Choices> {
  let opening: Promise<Choices> | undefined;
  return async () => {
    opening ??= openChoices(store, trouble).catch((error: unknown) => {
      opening = undefined; // the next one tries again
      throw error;
    });
    const choices = await opening;
    await choices.refresh();
    return choices;
  };
}
