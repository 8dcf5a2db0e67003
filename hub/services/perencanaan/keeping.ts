import { LRUCache } from 'lru-cache';
import type { CopyStore } from '../../store/copies.ts';

const MOST = 100;
const kept = new WeakMap<CopyStore, LRUCache<string, Promise<NonNullable<unknown>>>>();

/**
 * What was worked out about a finished copy stays true, so it is worked out once. `name` has to say which copy. A failure
 * is not kept.
 */
export function once<Value extends NonNullable<unknown>>(
  copies: CopyStore,
  name: string,
  make: () => Promise<Value>,
): Promise<Value> {
  const all = kept.get(copies) ?? new LRUCache<string, Promise<NonNullable<unknown>>>({ max: MOST });
  kept.set(copies, all);
  const there = all.get(name) as Promise<Value> | undefined;
  if (there) return there;
  const making = make();
  all.set(name, making);
  making.catch(() => all.delete(name));
  return making;
}
