import { expect, test } from '@jest/globals';
import type { ReleaseStore } from '../../../hub/store/releases.ts';
import type { SqliteClient } from '../../../hub/store/sqlite/client.ts';
import { createWriteGroup } from '../../../hub/store/sqlite/group.ts';
import { createReleases } from '../../../hub/store/sqlite/releases.ts';
import {
  choice,
  driftReport,
  incident,
  keptAnswer,
  PESERTA,
  shadow,
  shadowReport,
} from '../../conformance/store-release-samples.ts';
import { explained, watch } from './plans.ts';
import { withStore } from './with-store.ts';

// Drift and samples are written while an upstream is answering, and read again every moment: neither may cost more with a
// hundred thousand reports. The statements are those that really reach the database.

const { instance, operation } = PESERTA;
const ASKED: Readonly<Record<string, (releases: ReleaseStore) => Promise<unknown>>> = {
  choices: (releases) => releases.choices(),
  choose: (releases) => releases.choose([choice()]),
  'history of choices': (releases) => releases.choiceHistory(instance, operation, 1),
  shadows: (releases) => releases.shadows(),
  'set shadows': (releases) => releases.setShadows([shadow()]),
  'count for shadows': (releases) => releases.addShadowCounts([shadowReport()]),
  'drop a shadow': (releases) => releases.dropShadows(instance, operation),
  'drop shadows': (releases) => releases.dropShadows(instance),
  'add drift': (releases) => releases.addDrift([driftReport()]),
  drift: (releases) => releases.drift({ limit: 1 }),
  'drift of an instance': (releases) => releases.drift({ instance, limit: 1, withSamples: true }),
  'drift of a release': (releases) => releases.drift({ ...PESERTA, release: 'r', limit: 1 }),
  'prune drift': (releases) => releases.pruneDrift(1),
  'keep answers': (releases) => releases.keepAnswers([keptAnswer()], 5),
  'kept answers': (releases) => releases.keptAnswers({ ...PESERTA, limit: 1 }),
  'kept answers of a verdict': (releases) => releases.keptAnswers({ ...PESERTA, verdict: 'found', limit: 1 }),
  'prune answers': (releases) => releases.pruneAnswers(1),
  'open an incident': (releases) => releases.openIncident(incident()),
  'close an incident': (releases) => releases.closeIncident('berubah', instance, operation, 1),
  'note an incident': (releases) => releases.noteIncident(incident({ id: 'isd_2' })),
  'prune incidents': (releases) => releases.pruneIncidents(1),
  incidents: (releases) => releases.incidents({ limit: 1 }),
  'incidents after': (releases) => releases.incidentsAfter(1, 10),
  'last incident': (releases) => releases.lastIncidentSequence(),
  'incidents by id': (releases) => releases.incidentsById(['isd_1', 'isd_2']),
  'incidents of an instance': (releases) => releases.incidents({ instance, limit: 1 }),
  'open incidents': (releases) => releases.incidents({ open: true, limit: 1 }),
  'incidents of a time': (releases) => releases.incidents({ kind: 'k', during: { from: 1, to: 2 }, limit: 1 }),
  'open incidents of an instance': (releases) => releases.incidents({ open: true, instance, limit: 1 }),
};
/** One row of each operation, a bounded history, or from the newest on until there are enough. */
const MAY_WALK_AN_INDEX = ['choices', 'shadows', 'drift', 'incidents', 'open incidents'];

const numbers = (most: number) =>
  `with recursive numbers (i) as (select 1 union all select i + 1 from numbers where i < ${most})`;
const PLACE = `'instance ' || (i % 4), 'operation ' || (i % 200), 'r'`;
const FILL = `
  ${numbers(10_000)} insert into release_choices (instance, operation, release, pinned, since, said_by, reason)
    select ${PLACE}, 0, i, 'simpul', '' from numbers;
  ${numbers(100_000)} insert into drift_reports
    (instance, operation, release, kind, path, expected, got, count, first_at, last_at)
    select ${PLACE}, 'breaking', 'path ' || i, '', '', 1, i, i from numbers;
  ${numbers(20_000)} insert into kept_answers (instance, operation, release, verdict, at, sealed)
    select ${PLACE}, case i % 2 when 0 then 'found' else 'changed' end, i, x'00' from numbers;
  ${numbers(100_000)} insert into incidents (id, kind, instance, operation, opened_at, closed_at, detail)
    select 'id ' || i, 'k', 'instance ' || (i % 4), 'operation ' || (i % 200), i, case when i > 20 then i end, ''
    from numbers;`;

test('a hundred thousand reports and incidents are looked through by nobody', () =>
  withStore(async (_store, client) => {
    const statements = await statementsOf(client);
    expect(Object.values(statements).filter((list) => list.length === 0)).toEqual([]);
    expect(scansIn(await plansOf(client, statements))).toEqual([]);
    await client.exec(FILL);
    expect(scansIn(await plansOf(client, statements))).toEqual([]);
    await client.exec('analyze');
    expect(scansIn(await plansOf(client, statements))).toEqual([]);
  }));

test.each([
  { of: 'choices', uses: 'release_choices_operation' },
  { of: 'choose', uses: 'release_choices_operation (instance=? AND operation=? AND sequence<?)' },
  { of: 'history of choices', uses: 'release_choices_operation (instance=? AND operation=?)' },
  { of: 'drift', uses: 'drift_reports_seen' },
  { of: 'drift of an instance', uses: 'drift_reports_instance (instance=?)' },
  { of: 'prune drift', uses: 'drift_reports_seen (last_at<?)' },
  { of: 'keep answers', uses: 'kept_answers_verdict (instance=? AND operation=? AND verdict=?)' },
  { of: 'kept answers', uses: 'kept_answers_verdict (instance=? AND operation=?)' },
  { of: 'kept answers of a verdict', uses: 'kept_answers_verdict (instance=? AND operation=? AND verdict=?)' },
  { of: 'prune answers', uses: 'kept_answers_at (at<?)' },
  { of: 'close an incident', uses: 'incidents_open (kind=? AND instance=? AND operation=?)' },
  { of: 'incidents', uses: 'incidents_at' },
  { of: 'incidents of an instance', uses: 'incidents_instance (instance=?)' },
  { of: 'open incidents', uses: 'incidents_open_at' },
  { of: 'open incidents of an instance', uses: 'incidents_open_instance (instance=?)' },
])('$of uses $uses', ({ of, uses }) =>
  withStore(async (_store, client) => {
    const plans = await plansOf(client, await statementsOf(client));
    expect(plans[of]?.join('\n')).toContain(`INDEX ${uses}`);
  }),
);

type Lists = Readonly<Record<string, readonly string[]>>;

/** The statements that each question sends to the database. */
async function statementsOf(client: SqliteClient): Promise<Lists> {
  const watched = watch(client);
  const releases = createReleases(watched.client, createWriteGroup(watched.client));
  const statements: Record<string, readonly string[]> = {};
  for (const [name, ask] of Object.entries(ASKED)) {
    await ask(releases);
    statements[name] = watched.take();
  }
  return statements;
}

async function plansOf(client: SqliteClient, statements: Lists): Promise<Lists> {
  const plans: Record<string, readonly string[]> = {};
  for (const [name, list] of Object.entries(statements)) plans[name] = await explained(client, list);
  return plans;
}

/** Steps that read every row there is, or every entry of an index where one must not. */
function scansIn(plans: Lists): readonly string[] {
  return Object.entries(plans).flatMap(([name, steps]) =>
    steps
      .filter((step) => /^SCAN (release_|drift_|kept_|incidents)/.test(step))
      .filter((step) => !(MAY_WALK_AN_INDEX.includes(name) && step.includes(' INDEX ')))
      .map((step) => `${name}: ${step}`),
  );
}
