import { openSqliteStore } from '../../../../hub/store/sqlite/open.ts';

// Nothing else keeps this process alive, and it must live until the last store is closed.
for (const turn of [1, 2, 3]) {
  const store = await openSqliteStore({ directory: process.argv[2] ?? '' });
  await store.close();
  process.stdout.write(`closed ${turn}\n`);
}
