import type { ServiceContext } from '../service.ts';

/** What dealing with money takes; requests, callbacks and jobs all have it. */
export type MoneyContext = Pick<
  ServiceContext,
  'records' | 'now' | 'keyedHash' | 'count' | 'prepare' | 'ask' | 'send' | 'settingsOf' | 'has' | 'config'
>;
