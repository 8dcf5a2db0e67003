import { expect, test } from '@jest/globals';
import { connectors } from '../../../connectors/index.ts';
import { Problem, type ProblemName } from '../../../hub/api/problems.ts';
import { sayProblem } from '../../../hub/facades/saying.ts';

import { loadShipped } from '../mapping/shipped.ts';

const { releases } = loadShipped();
const offered = [...releases.values()].flatMap(({ upstream, name, protocol, facade, operations }) => {
  const spoken = connectors[upstream]?.facades?.[protocol];
  return facade && spoken ? [{ name: `${upstream}/${name}`, facade, spoken, operations }] : [];
});
const PROBLEMS: readonly ProblemName[] = [
  ...(['permintaan-tidak-sah', 'kunci-tidak-ada', 'kunci-tidak-dikenal', 'cakupan-kurang'] as const),
  ...(['belum-masuk', 'peran-kurang'] as const),
  ...(['perjanjian-tidak-mencakup', 'perjanjian-berakhir', 'keperluan-tidak-terdaftar'] as const),
  ...(['alamat-tidak-dikenal', 'bentrok', 'isi-terlalu-besar', 'ditolak-hulu', 'batas-terlampaui'] as const),
  ...(['kesalahan-internal', 'hulu-tidak-tersedia', 'hulu-berubah', 'sibuk'] as const),
];

/** Read by a client of that time, which is what the hub itself is to the old release. */
test.each(offered)('no trouble looks like a record or like "no such record" to a client of $name', async (one) => {
  const { facade, spoken, operations } = one;
  for (const operation of facade.operations)
    for (const kind of PROBLEMS) {
      const said = sayProblem(new Problem(kind, { detail: 'Sebab yang lain.' }), operation.word);
      const { status, headers, body } = spoken.answer(said.answer);
      expect(body.trim()).not.toBe('');
      const verdict = await readBy(one, operations.get(operation.name), { status, headers, body });
      // of a read VClaim says "refused" with the code of "not registered": there is no other
      const wanted =
        one.name === 'bpjs/vclaim-1.1' && said.answer.code === '201'
          ? 'absent'
          : expect.not.stringMatching(/^(found|absent)$/);
      expect({ kind, verdict }).toEqual({ kind, verdict: wanted });
    }
});

type Offered = (typeof offered)[number];
const SETTINGS = {
  consumerId: '1',
  consumerSecret: 'x',
  services: {
    'vclaim-1.1': { baseUrl: 'http://127.0.0.1' },
    regional: { baseUrl: 'http://127.0.0.1', region: '1', regionUser: '1', userId: '1', password: 'x', ipUser: '1' },
    'legacy-xml': { baseUrl: 'http://127.0.0.1', token: 'x' },
  },
};

async function readBy(
  { name }: Offered,
  operation: ReturnType<Offered['operations']['get']>,
  answer: { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string },
): Promise<string> {
  const [upstream = '', release = ''] = name.split('/');
  const protocol = connectors[upstream]?.protocols[releases.get(`${upstream}/${release}`)?.protocol ?? ''];
  if (!operation || !protocol) throw new Error(`nobody asks ${name}`);
  const now = () => new Date('2026-11-20T03:00:00Z');
  const call = {
    operation: operation.name,
    service: operation.service,
    method: 'POST',
    path: '/',
    headers: {},
  } as const;
  const http = { request: async () => ({ status: answer.status, headers: {}, text: answer.body }) };
  const context = { instance: upstream, config: SETTINGS as never, http, now, signal: new AbortController().signal };
  try {
    const reply = await protocol.send(call, context);
    return (await operation.read(reply, { asked: {}, now: now() })).kind;
  } catch {
    return 'fault';
  }
}
