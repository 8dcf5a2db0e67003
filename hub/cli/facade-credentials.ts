import { readFileSync } from 'node:fs';
import { connectors } from '../../connectors/index.ts';
import { activeAmong } from '../access/registration.ts';
import { createCredential, listCredentials, recordIdOf, removeCredential } from '../facades/credentials.ts';
import {
  type CredentialKind,
  newCredential,
  type OwnCredential,
  referenceOf,
  shownId,
} from '../facades/new-credential.ts';
import { createSealedRecords } from '../store/sealed-records.ts';
import { sealsOf } from '../store/sealing.ts';
import type { Store, StoredApplication } from '../store/store.ts';
import { CommandError, reasonOf } from './command-error.ts';
import { table } from './table.ts';
import { type ConfigOption, withSecrets } from './with-store.ts';

interface AddOptions extends ConfigOption {
  readonly id?: string;
  readonly secretFile?: string;
}

/** Gives an application credentials of an old interface: new ones, or those it already has in its own settings. */
export async function addCredential(nameOrId: string, upstream: string, options: AddOptions): Promise<void> {
  const kind = credentialKindOf(upstream);
  const credential = newCredential(upstream, kind, ownOf(upstream, kind, options));
  await withSecrets(options, async (store, secretKey) => {
    const { id: application, name } = await activeApplication(store, nameOrId);
    const { keyedHash, sealing } = sealsOf(secretKey);
    const id = recordIdOf(keyedHash, credential);
    const made = { credential, application, id, at: Date.now() };
    if (!(await createCredential(createSealedRecords(store.records, sealing), made)))
      throw new CommandError(
        'these credentials belong to an application already; "simpul apps facade list" shows which',
      );
    const given = options.secretFile === undefined;
    process.stdout.write(`${name} may speak the old interface of ${upstream}, within a second.\n`);
    if (kind === 'pair') process.stdout.write(`  id      ${credential.id}\n`);
    if (given)
      process.stdout.write(`  ${kind === 'pair' ? 'secret ' : 'token  '} ${credential.secret}   (shown this once)\n`);
  });
}

export async function listFacadeCredentials(options: ConfigOption): Promise<void> {
  await withSecrets(options, async (store, secretKey) => {
    const records = createSealedRecords(store.records, sealsOf(secretKey).sealing);
    const applications = new Map((await store.applications.list()).map((one) => [one.id, one]));
    const rows = (await listCredentials(records)).map(({ id, owner, value, createdAt }) => [
      referenceOf(id),
      nameOf(applications.get(owner), owner),
      value.upstream,
      shownId(value) ?? '(token)',
      new Date(createdAt).toISOString().slice(0, 10),
    ]);
    process.stdout.write(table([['reference', 'application', 'upstream', 'id', 'since'], ...rows]));
  });
}

export async function revokeCredential(reference: string, options: ConfigOption): Promise<void> {
  await withSecrets(options, async (store, secretKey) => {
    const records = createSealedRecords(store.records, sealsOf(secretKey).sealing);
    const found = (await listCredentials(records)).find(({ id }) => referenceOf(id) === reference);
    if (!found || !(await removeCredential(records, found.id)))
      throw new CommandError(`no credentials "${reference}"; "simpul apps facade list" shows them`);
    process.stdout.write(`${reference} of ${found.value.upstream} is taken back: it stops working within a second\n`);
  });
}

function credentialKindOf(upstream: string): CredentialKind {
  const [facade] = Object.values(connectors[upstream]?.facades ?? {});
  if (facade) return facade.credential;
  const offered = Object.values(connectors).filter(({ facades }) => facades);
  throw new CommandError(
    `there is no old interface of "${upstream}"; there are ${offered.map(({ name }) => name).join(', ')}`,
    2,
  );
}

function ownOf(upstream: string, kind: CredentialKind, { id, secretFile }: AddOptions): OwnCredential {
  if (kind === 'token' && id !== undefined) throw new CommandError(`${upstream} knows a token only, and no --id`, 2);
  if (kind === 'pair' && (id === undefined) !== (secretFile === undefined))
    throw new CommandError('--id and --secret-file go together: an old id has its old secret', 2);
  return {
    ...(id === undefined ? {} : { id: id.trim() }),
    ...(secretFile === undefined ? {} : { secret: secretIn(secretFile) }),
  };
}

/** From a file, as an argument would stand in the shell's history. */
function secretIn(file: string): string {
  try {
    const secret = readFileSync(file === '-' ? 0 : file, 'utf8').trim();
    if (secret !== '') return secret;
  } catch (error) {
    throw new CommandError(`cannot read ${file}: ${reasonOf(error)}`, 2, { cause: error });
  }
  throw new CommandError(`${file} holds no secret`, 2);
}

async function activeApplication(store: Store, nameOrId: string): Promise<StoredApplication> {
  const found = activeAmong(await store.applications.list(), nameOrId);
  if (!found) throw new CommandError(`no active application "${nameOrId}"; "simpul apps list" shows them`);
  return found;
}

function nameOf(application: StoredApplication | undefined, id: string): string {
  if (!application) return id;
  return application.revokedAt === undefined ? application.name : `${application.name} (revoked)`;
}
