import { describe, expect, test } from '@jest/globals';
import type { Catalogue } from '../../../hub/open311/catalogue.ts';
import { readFilter } from '../../../hub/open311/filter.ts';
import type { Open311Parts } from '../../../hub/open311/parts.ts';
import { createReading } from '../../../hub/open311/reading.ts';
import { adoptedReport } from '../../../hub/services/pengaduan/report.ts';
import { complaint, SOURCE } from '../services/pengaduan/samples.ts';
import { withOpen311 } from './with-open311.ts';

const NOW = new Date('2026-11-20T03:00:00Z');
const DAY_MS = 24 * 3600 * 1000;

const report = (trackingId: string, daysAgo: number, changes: Parameters<typeof complaint>[0] = {}) =>
  adoptedReport(
    complaint({ trackingId, waktuLapor: new Date(NOW.getTime() - daysAgo * DAY_MS).toISOString(), ...changes }),
    SOURCE,
    NOW.getTime(),
  );
const LAMP = report('9900001', 1);
const WASTE = report('9900002', 30, { kategori: { id: '21', nama: 'Kebersihan' }, status: 'selesai' });
const ARCHIVED = report('9900003', 60, { status: 'diarsipkan' });
const LONG_AGO = report('9900004', 120, { status: 'selesai' });
const SECRET = report('9900005', 2, { rahasia: true });
const ALL = [WASTE, LONG_AGO, SECRET, LAMP, ARCHIVED];

describe('a list of requests', () => {
  test.each<{ query: string; want: readonly (typeof LAMP)[] }>([
    { query: '', want: [LAMP, WASTE, ARCHIVED] },
    { query: '?status=', want: [LAMP, WASTE, ARCHIVED] },
    { query: '?status=open', want: [LAMP] },
    { query: '?status=closed', want: [WASTE, ARCHIVED] },
    { query: '?status=open,closed', want: [LAMP, WASTE, ARCHIVED] },
    { query: '?status=open&status=closed', want: [LAMP, WASTE, ARCHIVED] },
    { query: '?service_code=21', want: [WASTE] },
    { query: '?service_code=13', want: [LAMP, ARCHIVED] },
    { query: '?service_code=13,21&status=closed', want: [WASTE, ARCHIVED] },
    { query: '?service_code=999', want: [] },
    { query: '?start_date=2026-11-15T00:00:00Z', want: [LAMP] },
    { query: '?start_date=2026-11-15T00:00:00+07:00', want: [LAMP] },
    { query: '?start_date=2026-11-19T03:00:00Z', want: [LAMP] },
    { query: '?start_date=2026-11-19T03:00:01Z', want: [] },
    { query: '?end_date=2026-11-19T02:59:59Z', want: [WASTE, ARCHIVED] },
    { query: '?end_date=2026-08-01T00:00:00Z', want: [LONG_AGO] },
    { query: '?start_date=2026-07-01T00:00:00Z', want: [ARCHIVED, LONG_AGO] },
    { query: '?start_date=2026-07-01T00:00:00Z&end_date=2026-09-29T00:00:00Z', want: [ARCHIVED, LONG_AGO] },
    { query: `?service_request_id=${LONG_AGO.id}`, want: [LONG_AGO] },
    { query: `?service_request_id=${LONG_AGO.id},${LAMP.id},${LAMP.id}&status=open`, want: [LAMP, LONG_AGO] },
    { query: `?service_request_id=${SECRET.id},lpr_00000000000000000000,x'y`, want: [] },
    { query: `?service_request_id=${LAMP.id}&start_date=kemarin`, want: [LAMP] },
    { query: '?lain=x&extensions=true', want: [LAMP, WASTE, ARCHIVED] },
  ])('requests.json$query', ({ query, want }) =>
    withOpen311(async ({ records, get }) => {
      await records.create(ALL);
      const { status, text } = await get(`/requests.json${query}`);
      expect(status).toBe(200);
      const ids = JSON.parse(text).map((row: { service_request_id: string }) => row.service_request_id);
      expect(ids).toEqual(want.map(({ id }) => id));
    }),
  );

  test('holds the newest thousand, past however many secret ones', () =>
    withOpen311(async ({ records, get }) => {
      const at = (index: number) => ({ waktuLapor: new Date(NOW.getTime() - (2000 - index) * 60_000).toISOString() });
      const many = Array.from({ length: 1400 }, (_, index) =>
        report(String(9_800_000 + index), 0, { ...at(index), rahasia: index % 4 === 0 }),
      );
      await records.create(many);
      const rows: readonly { readonly requested_datetime: string; readonly service_request_id: string }[] = JSON.parse(
        (await get('/requests.json')).text,
      );
      const want = many.filter((_, index) => index % 4 !== 0).reverse();
      expect(rows.map(({ service_request_id }) => service_request_id)).toEqual(want.slice(0, 1000).map(({ id }) => id));
    }));
});

test('whoever comes while many wait for their list is sent away at once', async () => {
  let open = () => {};
  const opened = new Promise<readonly never[]>((resolve) => {
    open = () => resolve([]);
  });
  let underWay = 0;
  const records = {
    list() {
      underWay += 1;
      return opened;
    },
  };
  const catalogue = async (): Promise<Catalogue> => ({ services: [], byCode: new Map(), complete: true, since: NOW });
  const reading = createReading({ records } as unknown as Open311Parts, catalogue);
  const filter = readFilter(new URLSearchParams(), NOW);
  const lists = Array.from({ length: 22 }, () => reading.list(filter));
  await new Promise((resolve) => setImmediate(resolve));
  expect(underWay).toBe(2);
  await expect(reading.list(filter)).rejects.toMatchObject({ status: 503, headers: { 'Retry-After': '5' } });
  open();
  expect(await Promise.all(lists)).toHaveLength(22);
});

describe('the dates of a list', () => {
  const DEFAULT = { from: NOW.getTime() - 90 * DAY_MS, to: NOW.getTime() };
  const at = (text: string) => Date.parse(text);
  test.each([
    { query: '', want: DEFAULT },
    { query: 'start_date=&end_date=', want: DEFAULT },
    { query: 'start_date=2026-11-01T00:00:00Z', want: { from: at('2026-11-01T00:00:00Z'), to: NOW.getTime() } },
    { query: 'start_date=2026-11-01T00:00:00+07:00', want: { from: at('2026-10-31T17:00:00Z'), to: NOW.getTime() } },
    { query: 'start_date=2026-11-01T00:00:00%2B07:00', want: { from: at('2026-10-31T17:00:00Z'), to: NOW.getTime() } },
    { query: 'start_date=2026-11-01T00:00Z', want: { from: at('2026-11-01T00:00:00Z'), to: NOW.getTime() } },
    {
      query: 'start_date=2026-01-01T00:00:00Z',
      want: { from: at('2026-01-01T00:00:00Z'), to: at('2026-04-01T00:00:00Z') },
    },
    {
      query: 'end_date=2026-04-01T00:00:00Z',
      want: { from: at('2026-01-01T00:00:00Z'), to: at('2026-04-01T00:00:00Z') },
    },
    {
      query: 'start_date=2026-01-01T00:00:00Z&end_date=2026-04-01T00:00:00Z',
      want: { from: at('2026-01-01T00:00:00Z'), to: at('2026-04-01T00:00:00Z') },
    },
  ])('"$query" is at most 90 days', ({ query, want }) => {
    expect(readFilter(new URLSearchParams(query), NOW)).toMatchObject(want);
  });
});
