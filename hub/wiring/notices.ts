import type { SimpulConfig } from '../../openapi/generated/config.ts';
import type { ApiDocument } from '../api/document.ts';
import type { Standing } from '../health/availability.ts';
import { createNotices, type Notices } from '../notices/notices.ts';
import type { Sealing } from '../store/sealing.ts';
import type { Store } from '../store/store.ts';

export interface NoticeParts {
  readonly config: SimpulConfig;
  readonly store: Pick<Store, 'notices' | 'releases' | 'health'>;
  readonly sealing: Sealing;
  readonly document: ApiDocument;
  /** Which service stands on what. */
  readonly standing: () => readonly Standing[];
  readonly now: () => Date;
  readonly trouble: (what: string, error?: unknown) => void;
}

/** Begins to tell people what goes wrong, with the names that services have in the unified API. */
export function openNotices({ config, document, standing, ...parts }: NoticeParts): Notices {
  const titles = titlesOf(document);
  const notices = createNotices({
    ...parts,
    addressRules: config.webhooks,
    ...(config.publicUrl === undefined ? {} : { publicUrl: config.publicUrl }),
    servicesOn(instance, operation) {
      const on = standing().filter((one) => one.instance === instance && one.operation === operation);
      return [...new Set(on.map(({ service }) => service))];
    },
    titleOf: (service) => titles.get(service),
  });
  notices.start();
  return notices;
}

/** `Baca kepesertaan JKN` of `getPeserta`. */
function titlesOf({ json }: ApiDocument): ReadonlyMap<string, string> {
  const paths = Object.values(json.paths as Readonly<Record<string, Readonly<Record<string, unknown>>>>);
  const operations = paths.flatMap((path) => Object.values(path)) as readonly {
    readonly operationId?: string;
    readonly summary?: string;
  }[];
  return new Map(
    operations.flatMap(({ operationId, summary }) => (operationId && summary ? [[operationId, summary] as const] : [])),
  );
}
