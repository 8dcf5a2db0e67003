import { expect, test } from '@jest/globals';
import { ossSandbox } from '../../../connectors/oss/sandbox/server.ts';
import { createTeller } from '../../../connectors/oss/sandbox/teller.ts';
import type { SettableSandbox } from '../../../connectors/sandbox-kit/server.ts';
import { withSandbox } from '../sandbox-kit/with-sandbox.ts';
import { type City, cityContext, type Deciding, withCity } from './city.ts';
import { CONTOH } from './documents.ts';
import { ID_IZIN, NIB, NOW } from './wire.ts';

interface Said {
  readonly nib: string;
  readonly answers: readonly (
    | { readonly envelope: string; readonly code: string; readonly status: number }
    | undefined
  )[];
}
type Acting = (action: string, input?: object) => Promise<Said>;

const withBoth = (
  use: (city: City, act: Acting, sandbox: SettableSandbox) => Promise<void>,
  {
    context = cityContext(),
    decide,
  }: { readonly context?: ReturnType<typeof cityContext>; readonly decide?: Deciding } = {},
) =>
  withCity(
    (city) =>
      withSandbox(
        ossSandbox,
        async (sandbox) => {
          sandbox.set({ cityUrl: city.url });
          await use(city, async (action, input = {}) => (await sandbox.act(action, input)) as Said, sandbox);
        },
        { now: context.now },
      ),
    context,
    decide,
  );

test('OSS issues, changes, signs, revokes and cancels, and the city hears each', () =>
  withBoth(async (city, act) => {
    for (const action of ['issue', 'change', 'revoke', 'cancel'])
      expect(await act(action, { nib: NIB })).toMatchObject({ answers: [{ envelope: 'responreceiveNIB', code: '1' }] });
    expect(await act('sign', { idIzin: ID_IZIN })).toMatchObject({
      answers: [{ envelope: 'responreceiveFileDS', code: '1', status: 200 }],
    });
    expect(
      city.asked.map(({ name, question }) => `${name} ${question.dokumen ?? ''} ${question.statusNib ?? ''}`),
    ).toEqual([
      ...['oss.nib asli aktif', 'oss.nib perubahan aktif', 'oss.nib pencabutan dicabut', 'oss.nib pembatalan dicabut'],
      'oss.berkas  ',
    ]);
    const [first] = city.asked;
    expect(first?.question).toMatchObject({
      izin: [{ idIzin: ID_IZIN, milikKota: true }, { milikKota: false }],
      tidakTerbaca: [],
    });
  }));

test('copies at the same moment are one push, and every copy hears that it is stored', () =>
  withBoth(async (city, act) => {
    const { answers } = await act('issue', { nib: NIB, copies: 3 });
    expect(answers.map((answer) => answer?.code)).toEqual(['1', '1', '1']);
    expect(city.asked).toHaveLength(1);
  }));

test('many NIBs, each three times at once and once again later: each is one push', () =>
  withBoth(async (city, act) => {
    const issued = await Promise.all(Array.from({ length: 40 }, () => act('issue', { copies: 3 })));
    await Promise.all(issued.map(({ nib }) => act('issue', { nib })));
    expect(issued.flatMap(({ answers }) => answers).every((answer) => answer?.code === '1')).toBe(true);
    expect(city.asked).toHaveLength(40);
    expect(new Set(city.asked.map(({ question }) => question.nib)).size).toBe(40);
  }));

test('an update that comes before its original is told with the day of its change', () =>
  withBoth(async (city, act) => {
    await act('issue', { nib: NIB, updateFirst: true });
    expect(city.asked.map(({ question }) => [question.dokumen, question.tanggalPerubahan])).toEqual([
      ['perubahan', '2026-02-03'],
      ['asli', undefined],
    ]);
  }));

test('a file that comes before its NIB is taken', () =>
  withBoth(async (city, act) => {
    expect(await act('sign', { idIzin: ID_IZIN })).toMatchObject({ answers: [{ code: '1' }] });
    expect(city.asked).toMatchObject([{ name: 'oss.berkas', question: { nib: NIB, idIzin: ID_IZIN } }]);
  }));

test.each([
  ['just after midnight', '2026-02-03T17:05:00Z', '1'],
  ['later', '2026-02-03T19:00:00Z', '2'],
])('the token of yesterday, %s', (_name, now, code) =>
  withBoth(
    async (city, act) => {
      expect(await act('issue', { nib: NIB, yesterday: true })).toMatchObject({ answers: [{ code, status: 200 }] });
      expect(city.asked).toHaveLength(code === '1' ? 1 : 0);
    },
    { context: cityContext({}, new Date(now)) },
  ),
);

test('a token that is not the city’s is refused with status 2', () =>
  withBoth(async (city, act) => {
    expect(await act('issue', { nib: NIB, badToken: true })).toMatchObject({ answers: [{ code: '2' }] });
    expect(city.asked).toEqual([]);
  }));

test('a lost answer is repeated and heard', () =>
  withBoth(async (city, act, sandbox) => {
    sandbox.set({ repeatTimes: 2 });
    const { answers } = await act('issue', { nib: NIB, loseAnswer: true });
    expect(answers).toMatchObject([undefined, { code: '1' }]);
    expect(city.asked).toHaveLength(1);
  }));

test('a city that is late is silence, and one that cannot says so', () =>
  withBoth(
    async (_city, act, sandbox) => {
      sandbox.set({ waitMs: 20 });
      expect((await act('issue', { nib: NIB })).answers).toEqual([undefined]);
      sandbox.set({ waitMs: 5000 });
      expect((await act('change', { nib: NIB })).answers).toMatchObject([{ code: '2', status: 200 }]);
      const { pushes } = sandbox.ledger() as { readonly pushes: readonly { readonly answers: readonly string[] }[] };
      expect(pushes.map(({ answers }) => answers)).toEqual([[''], ['2']]);
    },
    {
      decide: async () => {
        await new Promise((resolve) => setTimeout(resolve, 100));
        return { kind: 'unavailable', reason: 'Coba lagi' };
      },
    },
  ));

test.each([
  ['receiveNIBSTPW', 'oss.waralaba'],
  ['receiveNIBKKPR', 'oss.kkpr'],
  ['receiveNIBPSE', 'oss.pse'],
])('%s is %s', (method, name) =>
  withBoth(async (city, act) => {
    const { answers } = await act('issue', { nib: NIB, method });
    expect(answers).toMatchObject([{ envelope: `respon${method}`, code: '1' }]);
    expect(city.asked).toMatchObject([{ name, question: { nib: NIB, dokumen: 'asli', tidakTerbaca: [] } }]);
  }),
);

test('an office with one address for everything is answered in the envelope of each', () =>
  withBoth(async (city, act, sandbox) => {
    sandbox.set({ cityPath: 'terima' });
    expect(await act('issue', { nib: NIB })).toMatchObject({ answers: [{ envelope: 'responreceiveNIB', code: '1' }] });
    expect(await act('sign', { idIzin: ID_IZIN })).toMatchObject({ answers: [{ envelope: 'responreceiveFileDS' }] });
    expect(city.asked.map(({ name }) => name)).toEqual(['oss.nib', 'oss.berkas']);
  }));

test('the document of section 4 over the wire, as it stands there', () =>
  withCity(async (city) => {
    const teller = createTeller({ cityUrl: city.url, username: 'OSSCONTOH', password: 'sandi-contoh', now: () => NOW });
    expect(await teller.push('receiveNIB', NIB, CONTOH)).toEqual([
      { status: 200, envelope: 'responreceiveNIB', code: '1', keterangan: 'Berhasil menyimpan data' },
    ]);
  }));

test.each([
  ['issue', { nib: '1' }],
  ['sign', {}],
  ['issue', { nib: NIB, method: 'receiveX' }],
])('an action that cannot be done says why (%s)', (action, input) =>
  withSandbox(ossSandbox, async (sandbox) => {
    await expect(sandbox.act(action, input)).rejects.toThrow('"');
  }),
);
