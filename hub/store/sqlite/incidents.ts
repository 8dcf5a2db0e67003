import type { Incident, ReleaseStore, WrittenIncident } from '../releases.ts';
import type { SqliteClient } from './client.ts';
import type { Row, Value } from './messages.ts';

const COLUMNS = 'id, kind, instance, operation, opened_at, closed_at, detail';
/** Returns nothing where one is open already. */
const OPEN = `insert into incidents (${COLUMNS}) values (?, ?, ?, ?, ?, null, ?)
  on conflict (kind, instance, operation) where closed_at is null do nothing
  returning id`;
const NOTE = `insert into incidents (${COLUMNS}) values (?1, ?2, ?3, ?4, ?5, ?5, ?6)`;
const CLOSE = `update incidents set closed_at = ?4
  where kind = ?1 and instance = ?2 and operation = ?3 and closed_at is null
  returning ${COLUMNS}`;
/** What was noted is over at the moment it began, and belongs to that. */
const DURING = 'opened_at < ? and (closed_at is null or closed_at > ? or opened_at >= ?)';
/**
 * What was closed before was opened before, and that is what there is an index of. The one written last stays, or SQLite
 * would give its sequence out again, and whoever reads on from there would miss an incident.
 */
const PRUNE = `delete from incidents
  where opened_at < ?1 and closed_at < ?1 and sequence < (select max(sequence) from incidents)`;

export function createIncidents(
  client: SqliteClient,
): Pick<
  ReleaseStore,
  | 'openIncident'
  | 'noteIncident'
  | 'closeIncident'
  | 'incidentsAfter'
  | 'lastIncidentSequence'
  | 'incidentsById'
  | 'pruneIncidents'
  | 'incidents'
> {
  return {
    async openIncident(incident) {
      const { rows } = await client.run(OPEN, valuesOf(incident));
      return rows.length > 0;
    },
    async noteIncident(incident) {
      await client.run(NOTE, valuesOf(incident));
    },
    async closeIncident(kind, instance, operation, at) {
      const { rows } = await client.run(CLOSE, [kind, instance, operation, at]);
      return rows[0] && toIncident(rows[0]);
    },
    async incidentsAfter(sequence, limit) {
      const { rows } = await client.run(
        `select sequence, ${COLUMNS} from incidents where sequence > ? order by sequence limit ?`,
        [sequence, limit],
      );
      return rows.map((row): WrittenIncident => ({ ...toIncident(row), sequence: row.sequence as number }));
    },
    async lastIncidentSequence() {
      const { rows } = await client.run('select coalesce(max(sequence), 0) as last from incidents', []);
      return (rows[0]?.last ?? 0) as number;
    },
    async incidentsById(ids) {
      if (ids.length === 0) return [];
      const { rows } = await client.run(
        `select ${COLUMNS} from incidents where id in (select value from json_each(?))`,
        [JSON.stringify(ids)],
      );
      return rows.map(toIncident);
    },
    async pruneIncidents(before) {
      const { changes } = await client.run(PRUNE, [before]);
      return changes;
    },
    async incidents({ open, kind, instance, during, limit }) {
      const terms = [
        ...(open === undefined ? [] : [`closed_at is ${open ? 'null' : 'not null'}`]),
        ...(kind === undefined ? [] : ['kind = ?']),
        ...(instance === undefined ? [] : ['instance = ?']),
        ...(during === undefined ? [] : [DURING]),
      ];
      const named = [kind, instance, during?.to, during?.from, during?.from].filter((value) => value !== undefined);
      const { rows } = await client.run(
        `select ${COLUMNS} from incidents ${terms.length === 0 ? '' : `where ${terms.join(' and ')}`}
          order by opened_at desc, sequence desc limit ?`,
        [...named, limit],
      );
      return rows.map(toIncident);
    },
  };
}

function valuesOf({ id, kind, instance, operation, openedAt, detail }: Omit<Incident, 'closedAt'>): Value[] {
  return [id, kind, instance, operation, openedAt, detail];
}

function toIncident(row: Row): Incident {
  return {
    id: row.id as string,
    kind: row.kind as string,
    instance: row.instance as string,
    operation: row.operation as string,
    openedAt: row.opened_at as number,
    closedAt: row.closed_at as number | null,
    detail: row.detail as string,
  };
}
