import { keysOf } from '../../sandbox-kit/rsa-keys.ts';
import { defineSandbox } from '../../sandbox-kit/server.ts';
import { createCounter } from './counter.ts';
import { bankH2hSettings } from './settings.ts';

const NOTHING = JSON.stringify({ message: 'nothing is asked of this bank: it calls the city' });

/** A bank with counters, written from the bank host-to-host notes alone. It is never asked, it only calls. */
export const bankH2hSandbox = defineSandbox({
  name: 'bank-h2h',
  plays:
    'the counters of a bank: pay, reverse and inquire at /_sandbox/actions call the city in the dialect of its settings',
  preferredPort: 18086,
  faults: {},
  settings: bankH2hSettings,
  /** What a city that tries it puts into its settings; the bank's own private key stays here. */
  gives: { 'bank-public-key': () => keysOf('bank-h2h').publicKey },
  create(world) {
    const { inquire, pay, reverse, ledger } = createCounter(world);
    return {
      answer: () => ({ status: 404, headers: { 'content-type': 'application/json' }, body: NOTHING }),
      people: () => [],
      ledger,
      actions: { inquire, pay, reverse },
    };
  },
});
