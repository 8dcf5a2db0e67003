import type { Trouble } from '../../connectors/connector.ts';

/** Verdicts as the tables of traps want them, for `toMatchObject`. */
export const absent = { kind: 'absent' };
export const refused = { kind: 'refused' };
export const changed = { kind: 'changed' };
export const found = (value: unknown) => ({ kind: 'found', value });
export const fault = (trouble: Trouble, reason?: string) => ({
  kind: 'fault',
  fault: { trouble, ...(reason === undefined ? {} : { reason }) },
});
/** Changed, and an operator is told where. */
export const changedAt = (path: string) => ({ kind: 'changed', drift: [{ kind: 'breaking', path }] });
