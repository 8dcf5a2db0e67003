import { expect, test } from '@jest/globals';
import { request } from 'undici';
import type { SettableSandbox } from '../../../connectors/sandbox-kit/server.ts';
import { sipdSandbox } from '../../../connectors/sipd/sandbox/server.ts';
import { sessionEnd } from '../../../connectors/sipd/session.ts';
import { withSandbox } from '../sandbox-kit/with-sandbox.ts';
import { absent, fault, found } from '../wanted.ts';
import { ask, configAt, overTheWire, type Question, rowsOf } from './reading.ts';

const officer = { username: 'petugas-uji', password: 'sandi-uji' };

/** What an officer does in a browser: three steps and a captcha. The connector does none of it. */
async function logIn({ url }: SettableSandbox, captcha = 'uji123'): Promise<{ status: number; token: string }> {
  const post = (path: string, body: object) =>
    request(`${url}/${path}`, { method: 'POST', body: JSON.stringify(body) });
  const roles = (await (await post('auth/auth/pre-login', { ...officer, tahun: 2026 })).body.json()) as unknown[];
  expect(roles).toHaveLength(6);
  const { id } = (await (await request(`${url}/auth/captcha/new`)).body.json()) as { id: string };
  const answer = await post('auth/auth/login', { ...officer, tahun: 2026, captcha_id: id, captcha_solution: captcha });
  return { status: answer.statusCode, token: ((await answer.body.json()) as { token: string }).token };
}

const offices: Question = { release: 'sesi', operation: 'skpd', asked: { tahun: 2026 } };

function withSession(
  use: (given: {
    sandbox: SettableSandbox;
    read: (question: Question) => ReturnType<typeof ask>;
    pass: (hours: number) => void;
  }) => Promise<void>,
) {
  let now = Date.parse('2026-11-20T02:00:00Z');
  return withSandbox(
    sipdSandbox,
    async (sandbox) => {
      sandbox.set({ rateLimit: 0 });
      const { token } = await logIn(sandbox);
      const config = configAt(sandbox.url, token);
      await use({
        sandbox,
        read: (question) => ask({ config, now: () => new Date(now), ...question }, overTheWire),
        pass: (hours) => {
          now += hours * 3_600_000;
        },
      });
    },
    { now: () => new Date(now) },
  );
}

test('a session that an officer handed over reads the treasury, and is not sent when it has ended', () =>
  withSession(async ({ sandbox, read, pass }) => {
    expect(await read(offices)).toMatchObject(
      found(
        expect.arrayContaining([
          { id: '7001', kode: '2.16.2.20.2.21.01.0000', nama: expect.any(String), idInduk: null },
        ]),
      ),
    );
    pass(47);
    expect(await read(offices)).toMatchObject({ kind: 'found' });
    const before = sandbox.calls().length;
    pass(1);
    expect(await read(offices)).toMatchObject(fault('auth', 'session_expired'));
    expect(sandbox.calls()).toHaveLength(before);
  }));

test('a session that SIPD ended earlier is auth', () =>
  withSandbox(sipdSandbox, async (sandbox) => {
    const question = { ...offices, config: configAt(sandbox.url, 'token-lama'), now: () => new Date() };
    expect(await ask(question, overTheWire)).toMatchObject(fault('auth', 'auth_failed'));
  }));

test('realisation is drilled down to the account, and each level adds up to the one above', () =>
  withSession(async ({ sandbox, read }) => {
    sandbox.set({ subActivities: 24, lines: 240 });
    const sum = (rows: readonly Record<string, unknown>[]) =>
      rows.reduce((total, { anggaran }) => total + Number(anggaran), 0);
    const all = rowsOf(await read({ release: 'sesi', operation: 'realisasi', asked: { tanggal: '2026-06-30' } }));
    expect(all).toHaveLength(6);
    const levels = [
      ['realisasi-skpd', 'idSkpd', 'skpd'],
      ['realisasi-sub-skpd', 'idSubSkpd', 'subSkpd'],
      ['realisasi-bidang-urusan', 'idBidangUrusan', 'bidangUrusan'],
      ['realisasi-program', 'idProgram', 'program'],
      ['realisasi-kegiatan', 'idKegiatan', 'kegiatan'],
      ['realisasi-sub-kegiatan', 'idSubKegiatan', 'subKegiatan'],
    ] as const;
    let [above] = all;
    const asked: Record<string, unknown> = { tanggal: '2026-06-30' };
    for (const [operation, key, part] of levels) {
      asked[key] = (above?.[part] as { id: string } | undefined)?.id;
      const rows = rowsOf(await read({ release: 'sesi', operation, asked }));
      expect(sum(rows)).toBe(above?.anggaran);
      above = rows[0];
    }
    expect(above).toMatchObject({ akun: { kode: expect.stringMatching(/^5\./) }, skpd: { kode: expect.any(String) } });
  }));

test.each(['null', 'list'])('pages of SP2D end with %s', (emptyPage) =>
  withSession(async ({ sandbox, read }) => {
    sandbox.set({ emptyPage, payments: 23 });
    const page = (halaman: number) => read({ release: 'sesi', operation: 'sp2d', asked: { halaman, perHalaman: 10 } });
    const sizes = [];
    for (const halaman of [1, 2, 3]) sizes.push(rowsOf(await page(halaman)).length);
    expect(sizes).toEqual([10, 10, 3]);
    expect(await page(4)).toMatchObject(absent);
  }),
);

test('schedules of the treasury say which they are in planning', () =>
  withSession(async ({ read }) => {
    expect(rowsOf(await read({ release: 'sesi', operation: 'jadwal' }))).toMatchObject([
      { jenis: 'murni', idPerencanaan: '8001', terkunci: false },
      { jenis: 'pergeseran', idPerencanaan: '8002', terkunci: true },
      { jenis: 'perubahan', idPerencanaan: '8003', terkunci: true },
    ]);
  }));

test('"not found" is believed at the second time', () =>
  withSession(async ({ sandbox, read }) => {
    sandbox.fault({ kind: 'not-found', times: 1 });
    expect(await read(offices)).toMatchObject({ kind: 'found' });
    sandbox.fault({ kind: 'not-found' });
    const before = sandbox.calls().length;
    expect(await read(offices)).toMatchObject(absent);
    expect(sandbox.calls()).toHaveLength(before + 2);
  }));

test('a wrong captcha lets nobody in, and a token without an end is asked about', () =>
  withSandbox(sipdSandbox, async (sandbox) => {
    expect(await logIn(sandbox, 'salah')).toMatchObject({ status: 403, token: undefined });
    expect(sessionEnd('bukan-jwt')).toBeUndefined();
    expect(sessionEnd((await logIn(sandbox)).token)).toBeInstanceOf(Date);
  }));
