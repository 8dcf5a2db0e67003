import { hashKey, newApplicationId, newKey } from '../access/applications.ts';
import { loadApiDocument } from '../api/document.ts';
import { CommandError } from './command-error.ts';
import { table } from './table.ts';
import { type ConfigOption, withStore } from './with-store.ts';

interface CreateOptions extends ConfigOption {
  readonly scope: readonly string[];
  readonly purpose: readonly string[];
  readonly limit?: number;
}

export async function createApp(name: string, options: CreateOptions): Promise<void> {
  if (!/^[a-z0-9][a-z0-9-]{1,39}$/.test(name))
    throw new CommandError('an application is named in lower case, digits and dashes: e-dokter', 2);
  checkScopes(options.scope);
  const wrong = options.purpose.filter((purpose) => !/^[a-z0-9-]{2,40}$/.test(purpose));
  if (wrong.length > 0)
    throw new CommandError(
      `a purpose is lower case, digits and dashes (pelayanan-publik), not: ${wrong.join(', ')}`,
      2,
    );
  const key = newKey();
  await withStore(options, (store) =>
    store.applications.create({
      id: newApplicationId(),
      name,
      keyHash: hashKey(key),
      scopes: options.scope,
      purposes: options.purpose,
      createdAt: Date.now(),
      ...(options.limit === undefined ? {} : { requestsPerMinute: options.limit }),
    }),
  );
  process.stdout.write(`${name} may call ${options.scope.join(', ')}. Its key, shown this once:\n\n  ${key}\n`);
}

export async function listApps(options: ConfigOption): Promise<void> {
  await withStore(options, async (store) => {
    const all = await store.applications.list();
    const rows = all.map(({ id, name, scopes, purposes, createdAt, revokedAt }) => [
      name,
      id,
      revokedAt === undefined ? 'active' : `revoked ${new Date(revokedAt).toISOString().slice(0, 10)}`,
      scopes.join(' '),
      purposes.join(' '),
      new Date(createdAt).toISOString().slice(0, 10),
    ]);
    process.stdout.write(table([['name', 'id', 'state', 'scopes', 'purposes', 'since'], ...rows]));
  });
}

export async function revokeApp(nameOrId: string, options: ConfigOption): Promise<void> {
  await withStore(options, async (store) => {
    const all = await store.applications.list();
    const found = all.find(
      ({ id, name, revokedAt }) => revokedAt === undefined && (id === nameOrId || name === nameOrId),
    );
    if (!found || !(await store.applications.revoke(found.id, Date.now())))
      throw new CommandError(`no active application "${nameOrId}"; "simpul apps list" shows them`);
    process.stdout.write(`${found.name} (${found.id}) is revoked: its key stops working within a second\n`);
  });
}

function checkScopes(scopes: readonly string[]): void {
  const known = new Set(loadApiDocument().operations.flatMap(({ scope }) => scope ?? []));
  const unknown = scopes.filter((scope) => !known.has(scope));
  if (unknown.length > 0)
    throw new CommandError(`unknown scope ${unknown.join(', ')}; there are ${[...known].join(', ')}`, 2);
}
