import type { Tree } from '../../../hub/config/values.ts';
import { withForwards } from '../api/handing-over.ts';
import type { HubSurroundings, WithHubOptions } from '../with-hub.ts';
import { type Collector, withCollector } from './collector.ts';

export const COLLECTOR_KEY = 'Basic kunci-rahasia-kolektor';
export const SERVER = 2;
export const CLIENT = 3;
export const CONSUMER = 5;
/** Of a caller that follows its own requests. */
export const CALLER = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };

/** A hub whose traces go to a collector. `flushed` stops the hub: what it told is there then, and nothing comes after it. */
export function withTraces(
  use: (hub: HubSurroundings, collector: Collector & { flushed(): Promise<void> }) => Promise<void>,
  { traces = {}, config = {}, ...options }: WithHubOptions & { readonly traces?: Tree } = {},
): Promise<void> {
  return withCollector((collector) => {
    const headers = { Authorization: COLLECTOR_KEY };
    const told = { endpoint: collector.url, headers, ...traces };
    return withForwards((hub) => use(hub, { ...collector, flushed: () => hub.stop() }), {
      ...options,
      config: { traces: told, ...config },
    });
  });
}
