import type { ReleaseChoice, ReleaseStore } from '../releases.ts';
import type { SqliteClient } from './client.ts';
import type { Unit, WriteGroup } from './group.ts';
import type { Row, Value } from './messages.ts';

/** The word in force is among them always, being the newest. */
const KEPT_PER_OPERATION = 50;

const COLUMNS = 'instance, operation, release, pinned, since, said_by, reason';
const CHOOSE: Unit = {
  name: 'choose releases',
  statements: [
    { sql: `insert into release_choices (${COLUMNS}) values (?, ?, ?, ?, ?, ?, ?)`, width: 7 },
    {
      sql: `delete from release_choices where instance = ?1 and operation = ?2 and sequence <= (
        select sequence from release_choices where instance = ?1 and operation = ?2
          order by sequence desc limit 1 offset ${KEPT_PER_OPERATION})`,
      width: 2,
    },
  ],
};
const IN_FORCE = `select ${COLUMNS} from release_choices
  where sequence in (select max(sequence) from release_choices group by instance, operation)
  order by instance, operation`;
const HISTORY = `select ${COLUMNS} from release_choices where instance = ? and operation = ? order by sequence desc limit ?`;

export function createReleaseChoices(
  client: SqliteClient,
  group: WriteGroup,
): Pick<ReleaseStore, 'choices' | 'choose' | 'choiceHistory'> {
  return {
    async choices() {
      const { rows } = await client.run(IN_FORCE, []);
      return rows.map(toChoice);
    },
    async choose(choices) {
      if (choices.length === 0) return;
      const operations = choices.flatMap(({ instance, operation }) => [instance, operation]);
      await group.addUnit(CHOOSE, [choices.flatMap(valuesOf), operations]);
    },
    async choiceHistory(instance, operation, limit) {
      const { rows } = await client.run(HISTORY, [instance, operation, limit]);
      return rows.map(toChoice);
    },
  };
}

function valuesOf({ instance, operation, release, pinned, since, by, reason }: ReleaseChoice): Value[] {
  return [instance, operation, release, Number(pinned), since, by, reason];
}

function toChoice(row: Row): ReleaseChoice {
  return {
    instance: row.instance as string,
    operation: row.operation as string,
    release: row.release as string,
    pinned: row.pinned === 1,
    since: row.since as number,
    by: row.said_by as string,
    reason: row.reason as string,
  };
}
