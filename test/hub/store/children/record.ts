import { createAudit } from '../../../../hub/audit/audit.ts';
import { sealsOf } from '../../../../hub/store/sealing.ts';
import { openSqliteStore } from '../../../../hub/store/sqlite/open.ts';

// Records reads for ever and prints the number of each one when, and only when, it was written.
const store = await openSqliteStore({ directory: process.argv[2] ?? '' });
const { auditKey } = sealsOf('a secret of the tests, 32 characters at least');
const trouble = (what: string) => void process.stderr.write(`${what}\n`);
const audit = createAudit({ store: store.audit, key: auditKey, now: () => new Date(), trouble, groupMs: 1 });

for (let last = 0; ; ) {
  const first = last;
  for (; last < first + 50; last += 1)
    audit.record({
      ...{ at: Date.now(), requestId: `${process.pid} ${last}`, application: 'child', purpose: 'pelayanan' },
      ...{ agreement: '', service: 'getPeserta', subject: 'subject', fields: '*', outcome: 'segar' },
    });
  await audit.flush();
  let written = '';
  for (let number = first; number < last; number += 1) written += `${process.pid} ${number}\n`;
  await new Promise((resolve) => process.stdout.write(written, resolve));
}
