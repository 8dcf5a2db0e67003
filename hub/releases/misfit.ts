import type { Drift, Reply } from '../../connectors/connector.ts';
import type { ReleaseDesk } from './desk.ts';
import { readSample } from './sample.ts';
import { newestKept, unwrapped } from './samples-kept.ts';

/** An answer that was kept, as the protocol unwrapped it, and what does not fit in it. */
export interface Misfit {
  readonly reply: Reply;
  readonly drift: readonly Drift[];
}

/** The newest kept answer of an operation that did not fit, as it was read then; `undefined` where none was kept. */
export async function newestMisfit(
  desk: Pick<ReleaseDesk, 'store' | 'policyOf' | 'readingOf' | 'open' | 'releases' | 'upstreamOf'>,
  instance: string,
  name: string,
): Promise<Misfit | undefined> {
  const kept = await newestKept(desk, instance, name, 'changed');
  const operation = kept && desk.releases.get(`${desk.upstreamOf(instance)}/${kept.release}`)?.operations.get(name);
  if (!operation) return undefined;
  const reading = desk.readingOf(instance, operation);
  const reply = await unwrapped(reading, operation, kept.sample);
  const verdict = await readSample(reading, operation, kept.sample);
  return reply && { reply, drift: verdict.kind === 'changed' ? verdict.drift : [] };
}
