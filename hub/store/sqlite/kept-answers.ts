import type { KeptAnswer, ReleaseStore } from '../releases.ts';
import type { SqliteClient } from './client.ts';
import type { Unit, WriteGroup } from './group.ts';
import type { Value } from './messages.ts';

const COLUMNS = 'instance, operation, release, verdict, at, sealed';
const KEEP: Unit = {
  name: 'keep answers',
  statements: [
    { sql: `insert into kept_answers (${COLUMNS}) values (?, ?, ?, ?, ?, ?)`, width: 6 },
    {
      sql: `delete from kept_answers where sequence in (
        select sequence from kept_answers where instance = ?1 and operation = ?2 and verdict = ?3
          order by at desc, sequence desc limit -1 offset ?4)`,
      width: 4,
    },
  ],
};

export function createKeptAnswers(
  client: SqliteClient,
  group: WriteGroup,
): Pick<ReleaseStore, 'keepAnswers' | 'keptAnswers' | 'pruneAnswers'> {
  return {
    async keepAnswers(answers, most) {
      if (answers.length === 0) return;
      const bounds = kindsOf(answers).flatMap(({ instance, operation, verdict }) => [
        ...[instance, operation, verdict],
        most,
      ]);
      await group.addUnit(KEEP, [answers.flatMap(valuesOf), bounds]);
    },
    async keptAnswers({ instance, operation, verdict, limit }) {
      const { rows } = await client.run(
        `select ${COLUMNS} from kept_answers
          where instance = ? and operation = ? ${verdict === undefined ? '' : 'and verdict = ?'}
          order by at desc, sequence desc limit ?`,
        [instance, operation, ...(verdict === undefined ? [] : [verdict]), limit],
      );
      return rows as unknown as readonly KeptAnswer[];
    },
    async pruneAnswers(before) {
      const { changes } = await client.run('delete from kept_answers where at < ?', [before]);
      return changes;
    },
  };
}

/** One answer of each instance, operation and verdict there is. */
function kindsOf(answers: readonly KeptAnswer[]): readonly KeptAnswer[] {
  const kinds = new Map<string, KeptAnswer>();
  for (const answer of answers) {
    kinds.set(JSON.stringify([answer.instance, answer.operation, answer.verdict]), answer);
  }
  return [...kinds.values()];
}

function valuesOf({ instance, operation, release, verdict, at, sealed }: KeptAnswer): Value[] {
  return [instance, operation, release, verdict, at, new Uint8Array(sealed)];
}
