import type { Keep, ReadService } from '../exchange/read-service.ts';

export const seconds = (count: number) => count * 1000;
export const minutes = (count: number) => seconds(count * 60);
export const hours = (count: number) => minutes(count * 60);
export const days = (count: number) => hours(count * 24);

/** How a read is written down in a service file: ages and deadline by name, the rest as `ReadService` says. */
export interface ReadSpecification<Params, Value>
  extends Pick<
    ReadService<Params, Value>,
    'identity' | 'subject' | 'asking' | 'whenAbsent' | 'warnings' | 'always' | 'asksFor' | 'connector'
  > {
  /** One operation, or several of which the question decides. */
  readonly operation: string | { readonly oneOf: readonly string[]; readonly by: (params: Params) => string };
  readonly fresh: number;
  readonly stale: number;
  readonly deadline: number;
  readonly patience?: number;
  readonly keep?: Keep;
}

/** One read of the unified API as one value, whose name is its operationId. */
export function read<Params, Value = unknown>(
  name: string,
  { operation, fresh, stale, deadline, patience = 800, keep = 'penuh', ...rest }: ReadSpecification<Params, Value>,
): ReadService<Params, Value> {
  return {
    ...rest,
    kind: 'read',
    name,
    operation: typeof operation === 'string' ? () => operation : operation.by,
    operations: typeof operation === 'string' ? [operation] : operation.oneOf,
    freshMs: fresh,
    staleMs: stale,
    deadlineMs: deadline,
    patienceMs: patience,
    keep,
  };
}
