import type { HealthStore, IncidentEntry } from '../health.ts';
import type { SqliteClient } from './client.ts';
import type { Row } from './messages.ts';

const COLUMNS = 'incident, at, kind, said_by, words';
/** In one statement with the look whether it is there: it may be pruned at the same moment. */
const ADD = `insert into incident_entries (${COLUMNS})
  select ?1, ?2, ?3, ?4, ?5 where exists (select 1 from incidents where id = ?1)`;
const PRUNE = `delete from incident_entries
  where not exists (select 1 from incidents where incidents.id = incident_entries.incident)`;

export function createIncidentEntries(
  client: SqliteClient,
): Pick<HealthStore, 'addEntry' | 'entries' | 'pruneEntries'> {
  return {
    async addEntry({ incident, at, kind, by, text }) {
      const { changes } = await client.run(ADD, [incident, at, kind, by, text]);
      return changes > 0;
    },
    async entries(incidents) {
      if (incidents.length === 0) return [];
      const { rows } = await client.run(
        `select ${COLUMNS} from incident_entries
          where incident in (select value from json_each(?)) order by at, sequence`,
        [JSON.stringify(incidents)],
      );
      return rows.map(toEntry);
    },
    async pruneEntries() {
      const { changes } = await client.run(PRUNE, []);
      return changes;
    },
  };
}

function toEntry(row: Row): IncidentEntry {
  return {
    incident: row.incident as string,
    at: row.at as number,
    kind: row.kind as IncidentEntry['kind'],
    by: row.said_by as string,
    text: row.words as string,
  };
}
