import { expect, test } from '@jest/globals';
import { happening } from '../relay/webhooks/with-relay.ts';
import { until } from '../until.ts';
import { type Feed, OTHER, withFeed } from './with-feed.ts';

interface Page {
  readonly data: readonly {
    readonly id: string;
    readonly jenis: string;
    readonly data: { readonly langkah?: number };
  }[];
  readonly halaman: { readonly berikutnya: string };
}

const page = async ({ ask }: Feed, query: string, key?: string): Promise<Page> => {
  const answer = await ask('GET', `/v1/peristiwa${query}`, key === undefined ? {} : { key });
  expect(answer).toMatchObject({ status: 200 });
  return answer.body as Page;
};
const steps = ({ data }: Page) => data.map(({ data: { langkah } }) => langkah);
const tell = (feed: Feed, ...numbers: number[]) =>
  feed.relay.tell(numbers.map((step) => happening(`laporan ${step}`, step)));

test('the feed is read from the oldest, page by page, and the last cursor waits for what comes', () =>
  withFeed(async (feed) => {
    await tell(feed, 1, 2, 3);
    const first = await page(feed, '?batas=2');
    expect(steps(first)).toEqual([1, 2]);
    const second = await page(feed, `?batas=2&sejak=${first.halaman.berikutnya}`);
    expect(steps(second)).toEqual([3]);
    const nothing = await page(feed, `?sejak=${second.halaman.berikutnya}`);
    expect(nothing).toEqual({ data: [], halaman: second.halaman });
    await tell(feed, 4);
    expect(steps(await page(feed, `?sejak=${nothing.halaman.berikutnya}`))).toEqual([4]);
  }));

test('an event reads as it is sent to addresses', () =>
  withFeed(async (feed) => {
    await feed.relay.tell([{ ...happening('laporan lpr_1', 1), at: Date.parse('2026-11-20T03:00:00Z') }]);
    expect((await page(feed, '')).data).toEqual([
      {
        id: expect.stringMatching(/^per_/),
        jenis: 'laporan.diperbarui',
        pada: '2026-11-20T03:00:00.000Z',
        perihal: { jenis: 'laporan', id: 'lpr_1' },
        data: { langkah: 1 },
      },
    ]);
  }));

test('an empty feed still says where to go on', () =>
  withFeed(async (feed) => {
    const empty = await page(feed, '');
    await tell(feed, 1);
    expect(steps(await page(feed, `?sejak=${empty.halaman.berikutnya}`))).toEqual([1]);
  }));

test('an application reads its own events only', () =>
  withFeed(async (feed) => {
    await tell(feed, 1);
    expect(steps(await page(feed, '', OTHER))).toEqual([]);
    await feed.relay.tell([{ ...happening('laporan 2', 2), application: 'app_2' }]);
    expect(steps(await page(feed, '', OTHER))).toEqual([2]);
    expect(steps(await page(feed, ''))).toEqual([1]);
  }));

test('one kind can be asked for, and its cursor goes on by itself', () =>
  withFeed(async (feed) => {
    await feed.relay.tell([
      happening('laporan 1', 1, 'laporan.masuk'),
      happening('laporan 1', 2),
      happening('laporan 2', 3, 'laporan.masuk'),
    ]);
    const first = await page(feed, '?jenis=laporan.masuk&batas=1');
    expect(steps(first)).toEqual([1]);
    expect(steps(await page(feed, `?jenis=laporan.masuk&sejak=${first.halaman.berikutnya}`))).toEqual([3]);
  }));

test('whoever waits is answered as soon as something happens', () =>
  withFeed(async (feed) => {
    const started = performance.now();
    const waiting = page(feed, '?tunggu=30');
    await new Promise((resolve) => setTimeout(resolve, 50));
    await tell(feed, 1);
    expect(steps(await waiting)).toEqual([1]);
    expect(performance.now() - started).toBeLessThan(10_000); // twenty seconds before it would be told anyway
  }));

test('what is there already is not waited for', () =>
  withFeed(async (feed) => {
    await tell(feed, 1);
    expect(steps(await page(feed, '?tunggu=30'))).toEqual([1]);
  }));

test('whoever waits for one kind is not woken by another', () =>
  withFeed(async (feed) => {
    let answered = false;
    const waiting = page(feed, '?tunggu=30&jenis=laporan.masuk').finally(() => {
      answered = true;
    });
    await tell(feed, 1, 2);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(answered).toBe(false);
    await feed.relay.tell([happening('laporan 3', 3, 'laporan.masuk')]);
    expect(steps(await waiting)).toEqual([3]);
  }));

test('an event that another process wrote, without a bell here, is found while waiting', () =>
  withFeed(async (feed) => {
    const waiting = page(feed, '?tunggu=30');
    await new Promise((resolve) => setTimeout(resolve, 50));
    await feed.store.events.append(feed.announcements.of(happening('laporan 1', 1)).events);
    expect(steps(await waiting)).toEqual([1]);
  }));

test('the time is up: nothing new, and the same place', () =>
  withFeed(async (feed) => {
    const { halaman } = await page(feed, '');
    expect(await page(feed, `?tunggu=1&sejak=${halaman.berikutnya}`)).toEqual({ data: [], halaman });
  }));

test('whoever waits while the hub stops is answered at once', () =>
  withFeed(async (feed) => {
    const waiting = page(feed, '?tunggu=30');
    let answered = false;
    void waiting.finally(() => {
      answered = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    void feed.stop();
    await until('it is answered', () => answered);
    expect(steps(await waiting)).toEqual([]);
  }));

test('an event that cannot be opened any more does not shut the feed', () =>
  withFeed(async (feed) => {
    const [event] = feed.announcements.of(happening('laporan lpr_1', 1)).events;
    if (!event) throw new Error('no event');
    await feed.store.events.append([{ ...event, sealed: Buffer.from('rusak') }]);
    await tell(feed, 2);
    const { data } = await page(feed, '');
    expect(data).toMatchObject([{ id: event.id, jenis: 'laporan.diperbarui', data: {} }, { data: { langkah: 2 } }]);
  }));

test.each([
  { query: '?sejak=bukan-kursor', di: 'query.sejak' },
  { query: '?sejak=MTIzNA', di: 'query.sejak' }, // base64 of something else
  { query: '?tunggu=31', di: 'query.tunggu' },
  { query: '?tunggu=lama', di: 'query.tunggu' },
  { query: '?batas=0', di: 'query.batas' },
  { query: '?jenis=laporan.hilang', di: 'query.jenis' },
  { query: '?halaman=2', di: 'query.halaman' },
])('$query is refused at $di', ({ query, di }) =>
  withFeed(async ({ ask }) => {
    const { status, body } = await ask('GET', `/v1/peristiwa${query}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ kesalahan: [{ di }] });
  }),
);

test('without a key nothing is told', () =>
  withFeed(async ({ ask }) => {
    expect(await ask('GET', '/v1/peristiwa', { key: null })).toMatchObject({ status: 401 });
  }));
