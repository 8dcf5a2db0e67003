import type { DriftReport } from '../store/releases.ts';
import type { ReleaseDesk } from './desk.ts';
import { masked, maskedAnswer } from './mask.ts';
import { openSample, unwrapped } from './samples-kept.ts';

/** A sample of a drift for people: what the protocol unwraps, masked; what it cannot open, as it came and masked. `null`: none may be kept. */
export async function sampleText(
  desk: ReleaseDesk,
  { instance, operation: name, release }: Pick<DriftReport, 'instance' | 'operation' | 'release'>,
  sealed: Uint8Array,
): Promise<string | null> {
  if (desk.policyOf(instance, name) === 'none') return null;
  const sample = openSample(desk.open, sealed, instance, name);
  const operation = desk.releases.get(`${desk.upstreamOf(instance)}/${release}`)?.operations.get(name);
  const reply = operation && (await unwrapped(desk.readingOf(instance, operation), operation, sample));
  const text =
    reply && !reply.damage ? JSON.stringify(masked(reply.payload), undefined, 2) : maskedAnswer(sample.response.text);
  return text ?? 'nothing';
}
