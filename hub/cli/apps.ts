import {
  activeAmong,
  faultsOf,
  MOST_REQUESTS_PER_MINUTE,
  type Registration,
  type RegistrationFault,
  register,
} from '../access/registration.ts';
import { loadApiDocument } from '../api/document.ts';
import { scopesOf } from '../api/scopes.ts';
import { CommandError } from './command-error.ts';
import { table } from './table.ts';
import { type ConfigOption, withStore } from './with-store.ts';

interface CreateOptions extends ConfigOption {
  readonly scope: readonly string[];
  readonly purpose: readonly string[];
  readonly limit?: number;
}

export async function createApp(name: string, options: CreateOptions): Promise<void> {
  const { scope: scopes, purpose: purposes, limit } = options;
  const registration: Registration = {
    ...{ name, scopes, purposes },
    ...(limit === undefined ? {} : { requestsPerMinute: limit }),
  };
  const known = scopesOf(loadApiDocument()).map(({ name }) => name);
  const [fault] = faultsOf(registration, known);
  if (fault) throw new CommandError(wordsOf(fault, known), 2);
  await withStore(options, async (store) => {
    const { key } = await register(store.applications, registration, Date.now());
    process.stdout.write(`${name} may call ${scopes.join(', ')}. Its key, shown this once:\n\n  ${key}\n`);
  });
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
    const found = activeAmong(await store.applications.list(), nameOrId);
    if (!found || !(await store.applications.revoke(found.id, Date.now())))
      throw new CommandError(`no active application "${nameOrId}"; "simpul apps list" shows them`);
    process.stdout.write(`${found.name} (${found.id}) is revoked: its key stops working within a second\n`);
  });
}

function wordsOf({ part, because, values }: RegistrationFault, scopes: readonly string[]): string {
  const given = values.join(', ');
  if (because === 'none') return `name at least one ${part === 'scopes' ? 'scope' : 'purpose'}`;
  if (because === 'twice') return `${given} is named twice`;
  switch (part) {
    case 'name':
      return 'an application is named in lower case, digits and dashes: e-dokter';
    case 'scopes':
      return `unknown scope ${given}; there are ${scopes.join(', ')}`;
    case 'purposes':
      return `a purpose is lower case, digits and dashes (pelayanan-publik), not: ${given}`;
    case 'requestsPerMinute':
      return `a limit is 1 to ${MOST_REQUESTS_PER_MINUTE} requests a minute, not ${given}`;
    default:
      return part satisfies never;
  }
}
