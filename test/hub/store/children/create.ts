import { openSqliteStore } from '../../../../hub/store/sqlite/open.ts';

// What `simpul apps create` does while the hub runs; forgets to close, which must not keep it from ending.
const [, , directory = '', id = ''] = process.argv;
const store = await openSqliteStore({ directory });
await store.applications.create({
  id,
  name: `name of ${id}`,
  keyHash: `hash of ${id}`,
  scopes: [],
  purposes: [],
  createdAt: 1,
});
for (let turn = 0; turn < 100; turn += 1) await store.counters.add('bpjs', 'today', 1);
