import type { Insertable, Kysely, Selectable } from 'kysely';
import { type ApplicationChange, type ApplicationStore, type StoredApplication, StoreError } from '../store.ts';
import type { ApplicationRow, Tables } from '../tables.ts';
import { isTaken } from './result-codes.ts';

export function createApplications(db: Kysely<Tables>): ApplicationStore {
  return {
    async create(application) {
      await explained(db.insertInto('applications').values(toRow(application)).execute());
    },
    async put(application) {
      const { id, ...rest } = toRow(application);
      await explained(
        db
          .insertInto('applications')
          .values({ id, ...rest })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(rest))
          .execute(),
      );
    },
    async change(id, change) {
      const { numUpdatedRows } = await explained(
        db
          .updateTable('applications')
          .set({ id, ...changedColumns(change) })
          .where('id', '=', id)
          .where('revoked_at', 'is', null)
          .executeTakeFirstOrThrow(),
      );
      return numUpdatedRows > 0n;
    },
    async list() {
      const rows = await db.selectFrom('applications').selectAll().orderBy('created_at').orderBy('id').execute();
      return rows.map(toApplication);
    },
    async revoke(id, at) {
      const { numUpdatedRows } = await db
        .updateTable('applications')
        .set({ revoked_at: at })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
  };
}

/** Says which of the values that may exist once exists already, for the person who typed it. */
async function explained<Result>(write: Promise<Result>): Promise<Result> {
  try {
    return await write;
  } catch (cause) {
    if (isTaken(cause, 'applications.name')) {
      throw new StoreError('store: an application with this name exists and is not revoked', { cause });
    }
    if (isTaken(cause, 'applications.id')) throw new StoreError('store: this application exists', { cause });
    if (isTaken(cause, 'applications.key_hash')) throw new StoreError('store: this key is in use', { cause });
    throw cause;
  }
}

function toRow(application: StoredApplication): Insertable<ApplicationRow> {
  return {
    id: application.id,
    name: application.name,
    key_hash: application.keyHash,
    scopes: JSON.stringify(application.scopes),
    purposes: JSON.stringify(application.purposes),
    requests_per_minute: application.requestsPerMinute ?? null,
    created_at: application.createdAt,
    revoked_at: application.revokedAt ?? null,
  };
}

function changedColumns({ keyHash, scopes, purposes, requestsPerMinute }: ApplicationChange) {
  return {
    ...(keyHash === undefined ? {} : { key_hash: keyHash }),
    ...(scopes === undefined ? {} : { scopes: JSON.stringify(scopes) }),
    ...(purposes === undefined ? {} : { purposes: JSON.stringify(purposes) }),
    ...(requestsPerMinute === undefined ? {} : { requests_per_minute: requestsPerMinute }),
  };
}

function toApplication(row: Selectable<ApplicationRow>): StoredApplication {
  return {
    id: row.id,
    name: row.name,
    keyHash: row.key_hash,
    scopes: JSON.parse(row.scopes) as string[],
    purposes: JSON.parse(row.purposes) as string[],
    ...(row.requests_per_minute === null ? {} : { requestsPerMinute: row.requests_per_minute }),
    createdAt: row.created_at,
    ...(row.revoked_at === null ? {} : { revokedAt: row.revoked_at }),
  };
}
