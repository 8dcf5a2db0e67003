import type { NoticeStore } from '../notices.ts';
import type { SqliteClient } from './client.ts';
import { createNoticeChannels } from './notice-channels.ts';
import { createNoticeOutbox } from './notice-outbox.ts';

export function createNoticeStore(client: SqliteClient): NoticeStore {
  return { ...createNoticeChannels(client), ...createNoticeOutbox(client) };
}
