import type { BankH2hConfig } from '../../openapi/generated/config.ts';
import type { Connector } from '../connector.ts';
import { bankH2hCallbacks } from './callbacks.ts';
import { bankH2hSandbox } from './sandbox/server.ts';
import { servers } from './servers/servers.ts';

export const bankH2h = {
  name: 'bank-h2h',
  configSchema: 'BankH2hConfig',
  protocols: {}, // it is never asked
  dialects: Object.keys(servers),
  addressOf() {
    throw new RangeError('a bank of this kind calls, and is never asked');
  },
  settingsOf: () => ({}),
  callbacks: bankH2hCallbacks,
  sandbox: bankH2hSandbox,
} satisfies Connector<BankH2hConfig>;
