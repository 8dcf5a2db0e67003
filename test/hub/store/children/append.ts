import { openSqliteStore } from '../../../../hub/store/sqlite/open.ts';

// Appends audit records from 20 callers for ever and prints the number of each one when, and only when, it was acknowledged.
const store = await openSqliteStore({ directory: process.argv[2] ?? '' });
let last = 0;

async function appendForEver(): Promise<never> {
  for (;;) {
    last += 1;
    const requestId = String(last);
    await store.audit.append([
      {
        at: last,
        requestId,
        application: 'child',
        purpose: 'pelayanan',
        agreement: '',
        service: 'getPeserta',
        subject: 'subject',
        fields: '*',
        outcome: 'segar',
        ...{ chain: 'child', place: last, mac: '' },
      },
    ]);
    await new Promise((resolve) => process.stdout.write(`${requestId}\n`, resolve));
  }
}

await Promise.all(Array.from({ length: 20 }, appendForEver));
