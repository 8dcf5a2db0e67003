import { openSqliteStore } from '../../../../hub/store/sqlite/open.ts';

// Chooses releases for 20 instances for ever, two operations at a time, and prints instance and number of each choice when,
// and only when, it was acknowledged.
const { releases } = await openSqliteStore({ directory: process.argv[2] ?? '' });

async function chooseForEver(instance: string): Promise<never> {
  for (let number = 1; ; number += 1) {
    const word = { instance, release: `r-${number}`, pinned: false, since: number, by: 'child', reason: '' };
    await releases.choose(['one', 'other'].map((operation) => ({ ...word, operation })));
    await new Promise((resolve) => process.stdout.write(`${instance} ${number}\n`, resolve));
  }
}

await Promise.all(Array.from({ length: 20 }, (_, index) => chooseForEver(`instance-${index}`)));
