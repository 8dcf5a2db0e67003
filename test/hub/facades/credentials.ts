import { type Credential, createCredential, recordIdOf } from '../../../hub/facades/credentials.ts';
import { createSealedRecords, type SealedRecords } from '../../../hub/store/sealed-records.ts';
import { sealsOf } from '../../../hub/store/sealing.ts';
import type { Store } from '../../../hub/store/store.ts';
import { HUB_SECRET } from '../with-hub.ts';

/** What is sealed in the store, as another process reads it. */
export function recordsOf(store: Store): SealedRecords {
  return createSealedRecords(store.records, sealsOf(HUB_SECRET).sealing);
}

/** What `simpul apps facade` does with credentials an application always had; a running hub knows them within a second. */
export async function takeOver(store: Store, old: readonly Credential[], application: string): Promise<void> {
  const { keyedHash } = sealsOf(HUB_SECRET);
  for (const credential of old) {
    const id = recordIdOf(keyedHash, credential);
    const given = { credential, application, id, at: 0 };
    if (!(await createCredential(recordsOf(store), given))) throw new Error(`somebody has ${credential.id} already`);
  }
}
