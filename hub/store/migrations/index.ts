import type { Migration } from 'kysely/migration';
import { start } from './0001-start.ts';
import { forwarding } from './0002-forwarding.ts';
import { releases } from './0003-releases.ts';
import { journals } from './0004-journals.ts';
import { copies } from './0005-copies.ts';
import { health } from './0006-health.ts';
import { operators } from './0007-operators.ts';
import { notices } from './0008-notices.ts';
import { forcedBreakers } from './0009-forced-breakers.ts';
import { auditChain } from './0010-audit-chain.ts';
import { figures } from './0011-figures.ts';
import { stoppedMessages } from './0012-stopped-messages.ts';
import { recordFigures } from './0013-record-figures.ts';
import { traces } from './0014-traces.ts';
import type { ColumnTypes } from './column-types.ts';

/** In the order they run, which is also the order of their names. One that was released is never changed. */
export const listMigrations = (types: ColumnTypes): Record<string, Migration> => ({
  '0001-start': start(types),
  '0002-forwarding': forwarding(types),
  '0003-releases': releases(types),
  '0004-journals': journals(types),
  '0005-copies': copies(types),
  '0006-health': health(types),
  '0007-operators': operators(types),
  '0008-notices': notices(types),
  '0009-forced-breakers': forcedBreakers(types),
  '0010-audit-chain': auditChain(types),
  '0011-figures': figures(),
  '0012-stopped-messages': stoppedMessages(),
  '0013-record-figures': recordFigures(types),
  '0014-traces': traces(),
});
