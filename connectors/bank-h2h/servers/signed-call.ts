import type { BankH2hConfig } from '../../../openapi/generated/config.ts';
import type { CallbackRequest } from '../../callback.ts';

/** Path and query that the bank signed, in the form sent: which part of the address is a matter of its paper. */
export function signedPathOf({ url, path }: CallbackRequest, { signedPath = 'penuh' }: BankH2hConfig): string {
  if (signedPath === 'penuh') return url;
  const mark = url.indexOf('?');
  return path + (mark < 0 ? '' : url.slice(mark));
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?(Z|[+-]\d{2}:\d{2})$/;

/** Whether a moment with its zone is close enough to now. */
export function isFresh(timestamp: string, now: Date, { clockToleranceSeconds = 300 }: BankH2hConfig): boolean {
  return MOMENT.test(timestamp) && Math.abs(Date.parse(timestamp) - now.getTime()) <= clockToleranceSeconds * 1000;
}
