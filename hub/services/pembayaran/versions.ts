import type { Keep, Kept } from '../../store/sealed-records.ts';

/** One record of a commit: new, or in place of the version that was read. */
export interface Created {
  readonly record: Keep<unknown>;
  readonly version: undefined;
}
export interface Change {
  readonly record: Keep<unknown>;
  readonly version: number;
}

export function created(record: Keep<unknown>): Created {
  return { record: bare(record), version: undefined };
}

/** In place of the version it was read at: whoever came between makes the whole commit fail. */
export function changed(record: Keep<unknown> & Pick<Kept<unknown>, 'version'>, at: number): Change {
  return { record: { ...bare(record), updatedAt: at }, version: record.version };
}

function bare({ collection, id, owner, state, group, createdAt, updatedAt, watchAt, figure, value }: Keep<unknown>) {
  return { collection, id, owner, state, group, createdAt, updatedAt, watchAt, figure, value };
}
