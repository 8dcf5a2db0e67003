import type { Candidates } from '../exchange/line.ts';
import type { Operation, Release } from '../mapping/release.ts';
import type { Choices } from './choices.ts';

export interface CandidateParts {
  readonly instance: string;
  readonly connector: string;
  /** As the configuration lists them, best first. */
  readonly configured: readonly string[];
  readonly releaseOf: (upstream: string, name: string) => Release | undefined;
  /** Whether the instance has the address, the account and the settings that a release asks for. */
  readonly fitsInstance: (release: Release) => boolean;
  readonly choices: Choices;
}

/**
 * What each operation of an instance may be asked with: the release that was chosen, then those of the configuration in
 * their order, then those that were chosen before. A release that is not there, lacks the operation, or whose calls come in, is passed over.
 */
export function candidatesOf(parts: CandidateParts): ReadonlyMap<string, Candidates> {
  const { instance, connector, configured, choices } = parts;
  const releases = [...configured, ...choices.everOf(instance)].flatMap((name) => {
    const release = parts.releaseOf(connector, name);
    return release && !release.incoming && (configured.includes(name) || parts.fitsInstance(release)) ? [release] : [];
  });
  const byName = new Map(releases.map((release) => [release.name, release]));
  const names = new Set(releases.flatMap(({ operations }) => [...operations.keys()]));
  return new Map([...names].map((name) => [name, candidatesFor(name, byName, parts)]));
}

function candidatesFor(
  operation: string,
  byName: ReadonlyMap<string, Release>,
  { instance, configured, choices }: CandidateParts,
): Candidates {
  const choice = choices.of(instance, operation);
  const order = [...(choice ? [choice.release] : []), ...configured, ...choices.formerly(instance, operation)];
  const known = [...new Set(order), ...byName.keys()].flatMap(
    (name) => byName.get(name)?.operations.get(operation) ?? [],
  );
  const operations: readonly Operation[] = [...new Set(known)];
  return { operations, pinned: choice?.pinned === true && operations[0]?.release === choice.release };
}
