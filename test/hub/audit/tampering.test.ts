import { expect, test } from '@jest/globals';
import type { AuditBreak } from '../../../hub/audit/links.ts';
import { wordsOfBreak } from '../../../hub/audit/words.ts';
import { withAudit } from './with-audit.ts';

// Two processes: sequence 1 begins chain A, 2 to 11 are its reads; 12 begins chain B, 13 to 22 are its reads.

interface Tampering {
  readonly what: string;
  readonly sql: readonly string[];
  /** Every break, and nothing but these. */
  readonly says: readonly string[];
}

const COLUMNS = 'at, request_id, application, purpose, agreement, service, subject, fields, outcome, chain, place, mac';
const copied = (sequence: number, changes: Readonly<Record<string, string>>, to: number | null = null) => {
  const columns = COLUMNS.split(', ').map((column) => changes[column] ?? column);
  return `insert into audit (sequence, ${COLUMNS}) select ${to}, ${columns.join(', ')} from audit where sequence = ${sequence}`;
};
/** Makes room: sequences above `after` are one more than before. */
const shifted = (after: number) => [
  `update audit set sequence = -sequence - 1 where sequence > ${after}`,
  'update audit set sequence = -sequence where sequence < 0',
];
const changed = (column: string, value: string, where = 'sequence = 5') =>
  `update audit set ${column} = ${value} where ${where}`;
const removed = (where: string) => `delete from audit where ${where}`;
const ALTERED = 'is not as it was written: it was changed, or Simpul did not write it';
const MISPLACED = 'does not belong where it is: it was added, repeated or moved';

const TAMPERINGS: readonly Tampering[] = [
  ...[
    ...['at + 1', 'at - 1'].map((value) => ['at', value] as const),
    ...['request_id', 'application', 'purpose', 'agreement', 'service', 'subject', 'fields', 'outcome'].map(
      (column) => [column, "'lain'"] as const,
    ),
    ...([
      ['mac', "'lain'"],
      ['mac', "''"],
      ['place', '9'],
      ['place', '2'],
      ['place', '100'],
    ] as const),
  ].map(([column, value]) => ({
    what: `${column} changed to ${value}`,
    sql: [changed(column, value)],
    says: [`record 5 ${ALTERED}`],
  })),
  {
    what: 'two fields exchanged',
    sql: [changed('(application, purpose)', '(purpose, application)')],
    says: [`record 5 ${ALTERED}`],
  },
  {
    what: 'several records changed',
    sql: [changed('outcome', "'absent'", 'sequence in (3, 7, 8)')],
    says: [3, 7, 8].map((sequence) => `record ${sequence} ${ALTERED}`),
  },
  { what: 'the beginning changed', sql: [changed('at', '1', 'sequence = 1')], says: [`record 1 ${ALTERED}`] },
  {
    what: 'what a beginning names changed',
    sql: [changed('fields', "''", 'sequence = 12')],
    says: [`record 12 ${ALTERED}`],
  },
  { what: 'the last record changed', sql: [changed('subject', "''", 'sequence = 22')], says: [`record 22 ${ALTERED}`] },
  { what: 'one record removed', sql: [removed('sequence = 5')], says: ['1 missing between record 4 and record 6'] },
  {
    what: 'three removed',
    sql: [removed('sequence in (5, 6, 7)')],
    says: ['3 missing between record 4 and record 8'],
  },
  {
    what: 'records removed in two places',
    sql: [removed('sequence in (5, 20)')],
    says: ['1 missing between record 4 and record 6', '1 missing between record 19 and record 21'],
  },
  {
    what: 'one removed and its neighbours numbered as if there had been none',
    sql: [removed('sequence = 5'), 'update audit set sequence = sequence - 1 where sequence > 5'],
    says: [
      '1 missing between record 4 and record 5',
      'record 11 was there, as record 11 says, and is not: the end of its chain was cut off, or it was changed',
    ],
  },
  {
    what: 'a beginning removed',
    sql: [removed('sequence = 12')],
    says: ['the beginning of a chain is missing: 1 before record 13'],
  },
  {
    what: 'the first records of a chain removed',
    sql: [removed('sequence between 12 and 15')],
    says: ['the beginning of a chain is missing: 4 before record 16'],
  },
  {
    what: 'the end of a chain removed',
    sql: [removed('sequence between 9 and 11')],
    says: ['record 11 was there, as record 12 says, and is not: the end of its chain was cut off, or it was changed'],
  },
  {
    what: 'a whole chain removed',
    sql: [removed('sequence between 1 and 11')],
    says: ['record 11 was there, as record 12 says, and is not: the end of its chain was cut off, or it was changed'],
  },
  {
    what: 'a whole chain taken off its chain',
    sql: [changed('(chain, place, mac)', '(null, null, null)', 'sequence <= 11')],
    says: ['record 11 was there, as record 12 says, and is not: the end of its chain was cut off, or it was changed'],
  },
  {
    what: 'a record repeated at the end',
    sql: [copied(5, {})],
    says: [`record 23 ${MISPLACED}`],
  },
  {
    what: 'a record put in after another, with its place and its mac',
    sql: [...shifted(5), copied(5, { outcome: "'absent'" }, 6)],
    says: [
      `record 6 ${MISPLACED}`,
      'record 11 was there, as record 13 says, and is not: the end of its chain was cut off, or it was changed',
    ],
  },
  {
    what: 'a record put in before another, with its place and a mac of its own',
    sql: [...shifted(4), copied(6, { outcome: "'absent'", mac: "'lain'" }, 5)],
    says: [
      `record 5 ${MISPLACED}`,
      'record 11 was there, as record 13 says, and is not: the end of its chain was cut off, or it was changed',
    ],
  },
  {
    what: 'a record put at the end of a chain, in its form',
    sql: [copied(22, { place: 'place + 1', mac: `'${'a'.repeat(43)}'` })],
    says: [`record 23 ${ALTERED}`],
  },
  {
    what: 'a record put in that is on no chain',
    sql: [copied(5, { chain: 'null', place: 'null', mac: 'null' })],
    says: ['record 23 is on no chain: it was added, or written by a version of Simpul from before there were chains'],
  },
  {
    what: 'a record taken off its chain',
    sql: [changed('mac', 'null')],
    says: [
      'record 5 is on no chain: it was added, or written by a version of Simpul from before there were chains',
      '1 missing between record 4 and record 6',
    ],
  },
  {
    what: 'a chain invented',
    sql: [copied(1, { chain: "'invented'", at: 'at + 1' }), copied(2, { chain: "'invented'" })],
    says: [`record 24 ${ALTERED}`, `record 23 ${ALTERED}`].toSorted(),
  },
  {
    what: 'two neighbours exchanged',
    sql: [
      changed('sequence', '-5', 'sequence = 5'),
      changed('sequence', '5', 'sequence = 6'),
      changed('sequence', '6', 'sequence = -5'),
    ],
    says: ['1 missing between record 4 and record 5', `record 6 ${MISPLACED}`],
  },
  {
    what: 'a record moved to the end',
    sql: [changed('sequence', '100')],
    says: ['1 missing between record 4 and record 6', `record 100 ${MISPLACED}`],
  },
  {
    what: 'a record moved to the other chain',
    sql: [changed('chain', '(select chain from audit where sequence = 12)')],
    says: [
      'the beginning of a chain is missing: 4 before record 5',
      '1 missing between record 4 and record 6',
      ...[12, 13, 14, 15, 16].map((sequence) => `record ${sequence} ${MISPLACED}`), // where it stands now, it comes first
      `record 17 ${ALTERED}`,
    ],
  },
];

test('whatever is done to records is noticed, and where', () =>
  withAudit(async ({ process, client, verify }) => {
    await process('a', 10);
    await process('b', 10);
    const untouched = { records: 22, chains: 2, unchained: 0, breaks: [], broken: 0 };
    expect(await verify()).toMatchObject(untouched);
    for (const { what, sql, says } of TAMPERINGS) {
      await client.exec('begin');
      for (const statement of sql) await client.run(statement, []);
      const { breaks, broken } = await verify();
      await client.exec('rollback');
      expect({ what, said: breaks.map(wordsOf) }).toEqual({ what, said: says });
      expect(broken).toBe(says.length);
    }
    expect(await verify()).toMatchObject(untouched);
  }));

function wordsOf(one: AuditBreak): string {
  return wordsOfBreak(one, () => '').en.replaceAll(' ()', '');
}
