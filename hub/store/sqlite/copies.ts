import type { CopyStore } from '../copies.ts';
import type { SqliteClient } from './client.ts';
import { createCopyChanges } from './copy-changes.ts';
import { createCopyEndings } from './copy-endings.ts';
import { createCopyList } from './copy-list.ts';
import { createCopyPut } from './copy-put.ts';
import { createCopyReads } from './copy-reads.ts';
import { createCopySearch } from './copy-search.ts';

export function createCopies(client: SqliteClient): CopyStore {
  return {
    ...createCopyList(client),
    ...createCopyPut(client),
    ...createCopyEndings(client),
    ...createCopyReads(client),
    ...createCopySearch(client),
    ...createCopyChanges(client),
  };
}
