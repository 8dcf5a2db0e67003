import type { Kept, SealedRecords } from '../store/sealed-records.ts';

const CREDENTIALS = 'fasad';
const PAGE = 500;

/** The id and secret with which an application signs calls of an old interface: its own, or those it always had. */
export interface Credential {
  readonly upstream: string;
  readonly id: string;
  /** Readable, as a signature is made with it: sealed in the store, and never shown again. */
  readonly secret: string;
}

export interface Credentials {
  /** No look-up waits for the store. */
  find(upstream: string, id: string): (Credential & { readonly application: string }) | undefined;
  /** Takes over what another process changed. */
  refresh(): Promise<void>;
}

/** Not the id itself: a token is its own id, and record ids stand in clear. */
export function recordIdOf(keyedHash: (text: string) => string, { upstream, id }: Omit<Credential, 'secret'>): string {
  return keyedHash(`fasad ${upstream} ${id}`);
}

/** Keeps the credentials in memory, as the applications are. */
export async function loadCredentials(
  records: Pick<SealedRecords, 'list'>,
  keyedHash: (text: string) => string,
): Promise<Credentials> {
  let byId = new Map<string, Kept<Credential>>();
  const refresh = async () => {
    byId = new Map((await listCredentials(records)).map((record) => [record.id, record]));
  };
  await refresh();
  return {
    find(upstream, id) {
      const record = byId.get(recordIdOf(keyedHash, { upstream, id }));
      return record && { ...record.value, application: record.owner };
    },
    refresh,
  };
}

export async function listCredentials(records: Pick<SealedRecords, 'list'>): Promise<readonly Kept<Credential>[]> {
  const all: Kept<Credential>[] = [];
  for (let before: number | undefined; ; ) {
    const page = await records.list<Credential>({
      collection: CREDENTIALS,
      limit: PAGE,
      ...(before === undefined ? {} : { before }),
    });
    all.push(...page);
    if (page.length < PAGE) return all;
    before = page.at(-1)?.sequence;
  }
}

/** Resolves `false` when these are somebody's already. */
export function createCredential(
  records: Pick<SealedRecords, 'create'>,
  { credential, application, id, at }: { credential: Credential; application: string; id: string; at: number },
): Promise<boolean> {
  const plain = { state: '', group: credential.upstream, watchAt: null, createdAt: at, updatedAt: at };
  return records.create([{ collection: CREDENTIALS, id, owner: application, ...plain, value: credential }]);
}

export function removeCredential(records: Pick<SealedRecords, 'remove'>, id: string): Promise<boolean> {
  return records.remove(CREDENTIALS, id);
}
