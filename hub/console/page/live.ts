import { type Signal, signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { eventsUrl } from './api.ts';

/** `false` while the hub is not heard: what is shown is from before. */
export const connected = signal(true);

const values = new Map<string, Signal<unknown>>();
const wanted = new Map<string, number>();
let source: EventSource | undefined;
let open = '';
let scheduled = false;

function topicSignal(topic: string): Signal<unknown> {
  const there = values.get(topic) ?? signal<unknown>(undefined);
  values.set(topic, there);
  return there;
}

/** One connection for all that the page shows now; a page of six tables must not use up the browser's six connections. */
function reconnect(): void {
  scheduled = false;
  const topics = [...wanted.keys()].sort();
  if (topics.join() === open) return;
  open = topics.join();
  source?.close();
  source = undefined;
  if (topics.length === 0) return;
  source = new EventSource(eventsUrl(topics));
  source.onopen = () => {
    connected.value = true;
  };
  source.onerror = () => {
    connected.value = false;
  };
  for (const topic of topics)
    source.addEventListener(topic, ({ data }) => {
      connected.value = true;
      topicSignal(topic).value = JSON.parse(data as string);
    });
}

function want(topic: string, by: number): void {
  const count = (wanted.get(topic) ?? 0) + by;
  if (count > 0) wanted.set(topic, count);
  else wanted.delete(topic);
  if (scheduled) return;
  scheduled = true;
  setTimeout(reconnect); // a page that leaves and one that comes are one change
}

/** What the hub says of a topic, as long as it is shown. `undefined` until it has said something. */
export function useLive<Value>(topic: string): Value | undefined {
  useEffect(() => {
    want(topic, 1);
    return () => want(topic, -1);
  }, [topic]);
  return topicSignal(topic).value as Value | undefined;
}
