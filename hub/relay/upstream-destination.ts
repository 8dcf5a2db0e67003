import type { Upstream } from '../exchange/upstream.ts';
import type { Destination, Outgoing } from './destination.ts';
import type { ForwardService, Links } from './forward-service.ts';

/** One operation of an upstream. Reads share the instance with it, and people wait for those: half the places are theirs. */
export function upstreamDestination(
  upstream: Upstream,
  operation: string,
  serviceOf: (name: string) => ForwardService | undefined,
  links: Links,
): Destination {
  const completed = async ({ service, asked, about }: Outgoing) => {
    const complete = serviceOf(service)?.complete;
    return complete ? complete(asked, about, links) : asked;
  };
  const ownWord = (service: string) => serviceOf(service)?.whenUnknown ?? 'park';
  return {
    mostAtOnce: Math.max(1, Math.floor(upstream.mostAtOnce / 2)),
    whenUnknown: (service) => upstream.whenUnknown(operation) ?? ownWord(service),
    shut: () => upstream.shut(operation),
    retry: () => upstream.retry(operation),
    askedWith: () => (upstream.has(operation) ? upstream.inUse(operation) : undefined),
    async send(message, signal, late, doubted) {
      const asked = await completed(message);
      const headers = { 'Idempotency-Key': message.id };
      const whenUnknown = ownWord(message.service);
      const { verdict } = await upstream.ask(operation, asked, signal, { headers, whenUnknown, doubted, late });
      return verdict;
    },
    async inquire(message, signal) {
      const inquiry = serviceOf(message.service)?.inquiry;
      if (!inquiry) return false;
      const asked = await completed(message);
      const { verdict } = await upstream.ask(inquiry.operation, inquiry.asking(asked), signal);
      if (verdict.kind === 'found') return inquiry.shows(verdict.value, asked) ?? 'unclear';
      return verdict.kind === 'absent' ? false : verdict;
    },
  };
}
