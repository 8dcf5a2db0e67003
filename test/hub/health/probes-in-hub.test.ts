import { expect, test } from '@jest/globals';
import { testClock } from '../clock.ts';
import { until } from '../until.ts';
import { type HubSurroundings, NOBODY, withHub } from '../with-hub.ts';

const PROBE = { probe: { everySeconds: 10 } };
const ALL = ['bpjs', 'lapor', 'oss', 'sipd-cermin'];
const config = { instances: Object.fromEntries(ALL.map((name) => [name, PROBE])), sandboxes: {} };

async function figures({ get }: Pick<HubSurroundings, 'get'>, name: string): Promise<Readonly<Record<string, number>>> {
  const { text } = await get('/metrics', { key: null });
  const lines = text.split('\n').filter((line) => line.startsWith(`${name}{`));
  return Object.fromEntries(
    lines.map((line) => [line.slice(name.length, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]),
  );
}

test('every shipped question is understood by its upstream, names nobody, and counts as nobody’s use', () => {
  const clock = testClock();
  return withHub({ now: clock.now, config }, async (hub) => {
    const { bpjs, lapor, oss, sipd, dukcapil, snap, ecollection } = hub.sandboxes;
    await new Promise((resolve) => setTimeout(resolve, 1500)); // everything rests for its first span
    clock.pass(1);
    const asked = async () => Object.keys(await figures(hub, 'simpul_probes_total')).sort();
    await until('everything was asked', async () => (await asked()).length >= 5);
    expect(await asked()).toEqual([
      '{instance="bpjs",operation="ref-poli",verdict="found"}',
      '{instance="bpjs",operation="referensi-poli",verdict="found"}',
      '{instance="lapor",operation="kategori",verdict="found"}',
      '{instance="oss",operation="referensi",verdict="found"}',
      '{instance="sipd-cermin",operation="skpd",verdict="absent"}',
    ]);
    const paths = [bpjs, oss, sipd].flatMap((one) => one.calls().map(({ method, path }) => `${method} ${path}`));
    expect(paths.toSorted()).toEqual([
      'GET /antreanrs/ref/poli',
      'GET /vclaim-rest/referensi/poli/INT',
      'POST /v1/kl/rba/getDataReferensi',
      'POST /wp-admin/admin-ajax.php',
    ]);
    expect(lapor.calls().filter(({ path }) => path.includes('kategori'))).toHaveLength(1);
    for (const silent of [dukcapil, snap, ecollection]) expect(silent.calls()).toEqual([]);
    expect(
      Object.keys(await figures(hub, 'simpul_answer_seconds_count')).filter((one) => /get|daftar/.test(one)),
    ).toEqual([]);
    expect(await hub.store.snapshots.prune(Number.MAX_SAFE_INTEGER)).toBe(0);
  });
});

test('an upstream that was away is known to be back, and its outage over, though nobody asks', () => {
  const clock = testClock();
  const bpjs = { ...PROBE, breaker: { minimumCalls: 2, probeAfterMs: 100 } };
  return withHub({ now: clock.now, config: { instances: { bpjs } } }, async ({ get, sandboxes, store }) => {
    const outages = async () =>
      (await store.releases.incidents({ limit: 10 })).filter(({ kind }) => kind === 'hulu-mati');
    const breaker = async (operation: string) =>
      (await figures({ get }, 'simpul_breaker_state'))[`{instance="bpjs",operation="${operation}"}`];
    sandboxes.bpjs.fault({ kind: 'refuse' });
    await until('the breaker is open', async () => {
      await get(`/v1/jkn/peserta/${NOBODY}`);
      return (await breaker('peserta-by-nik')) !== 0;
    });
    await new Promise((resolve) => setTimeout(resolve, 1500)); // who looks for outages has seen it
    clock.pass(1);
    await until('it is an incident', async () =>
      (await outages()).some(({ operation }) => operation === 'peserta-by-nik'),
    );
    await sandboxes.bpjs.heal();
    await until('its breaker is closed', async () => {
      clock.pass(0.2);
      return (await breaker('peserta-by-nik')) === 0;
    });
    await until('every outage is over', async () => {
      clock.pass(0.2);
      return (await outages()).every(({ closedAt }) => closedAt !== null);
    });
  });
});
