import { expect, test } from '@jest/globals';
import type { HttpResponse, SandboxFault } from '../../../connectors/connector.ts';
import { UpstreamFault } from '../../../connectors/connector.ts';
import { ossSandbox } from '../../../connectors/oss/sandbox/server.ts';
import type { SettableSandbox } from '../../../connectors/sandbox-kit/server.ts';
import type { Asked } from '../../../hub/mapping/field.ts';
import { withSandbox } from '../sandbox-kit/with-sandbox.ts';
import { changed, changedAt, fault, found, refused } from '../wanted.ts';
import { ask, configAt, FINAL, ID_IZIN, NIB, NOW, overTheWire, STATUS } from './wire.ts';

/** How long an answer is waited for: shortly only where none is to come, so that a busy machine fails no other row. */
const waitMsFor = ({ kind }: SandboxFault) => (kind === 'hang' || kind === 'slow' ? 200 : 10_000);

const withOss = (
  use: (
    sandbox: SettableSandbox,
    asking: (operation: string, waitMs?: number) => ReturnType<typeof ask>,
  ) => Promise<void>,
) =>
  withSandbox(
    ossSandbox,
    (sandbox) => {
      sandbox.set({ cityUrl: '' });
      const config = configAt(sandbox.url);
      const asked: Readonly<Record<string, Asked>> = { 'izin-status': STATUS, 'izin-final': FINAL };
      return use(sandbox, (operation, waitMs) =>
        ask({ operation, asked: asked[operation] ?? { nib: NIB, idIzin: ID_IZIN, kode: '8' }, config }, (request) =>
          overTheWire(request, waitMs),
        ),
      );
    },
    { now: () => NOW },
  );

const trouble = (of: Parameters<typeof fault>[0], outcome: 'not-done' | 'unknown') => ({
  kind: 'fault',
  fault: { trouble: of, outcome },
});

// What breaks on the way (section 11, and "Waiting times are not published" of section 7), for a question and for what
// must not be booked twice.
const broken: readonly (readonly [string, SandboxFault, object])[] = [
  ['silence', { kind: 'hang' }, trouble('unanswered', 'unknown')],
  ['an answer that is late', { kind: 'slow', delayMs: 600 }, trouble('unanswered', 'unknown')],
  ['a connection that is reset', { kind: 'reset' }, trouble('unanswered', 'unknown')],
  ['a connection that is reset after all was done', { kind: 'reset-after' }, trouble('unanswered', 'unknown')],
  ['half a body and a lost connection', { kind: 'cut' }, trouble('unanswered', 'unknown')],
  ['half a body', { kind: 'truncate' }, trouble('unavailable', 'unknown')],
  ['an empty body', { kind: 'empty' }, trouble('unavailable', 'unknown')],
  ['a text in front of the JSON', { kind: 'prefix' }, trouble('unavailable', 'unknown')],
  ['HTML with 200', { kind: 'html' }, trouble('unavailable', 'unknown')],
  ['a notice of maintenance', { kind: 'maintenance' }, trouble('maintenance', 'not-done')],
  ['a sentence of a gateway with 429', { kind: 'text' }, trouble('throttled', 'not-done')],
  ['HTTP 500', { kind: 'status', status: 500 }, trouble('unanswered', 'unknown')],
  ['HTTP 502', { kind: 'status', status: 502 }, trouble('unavailable', 'unknown')],
  ['HTTP 503', { kind: 'status', status: 503 }, trouble('unavailable', 'not-done')],
  ['HTTP 504', { kind: 'status', status: 504 }, trouble('unanswered', 'unknown')],
  ['HTTP 401', { kind: 'status', status: 401 }, trouble('auth', 'not-done')],
  ['kode 500', { kind: 'code', kode: 500 }, trouble('unanswered', 'unknown')],
  ['kode 504', { kind: 'code', kode: 504 }, trouble('unanswered', 'unknown')],
];

test.each(broken)('%s: of a question, a status and a permit alike', (_name, one, want) =>
  withOss(async (sandbox, asking) => {
    for (const operation of ['izin-cek', 'izin-status', 'izin-final']) {
      sandbox.fault({ ...one, times: 1 });
      expect([operation, await asking(operation, waitMsFor(one))]).toMatchObject([operation, want]);
    }
    expect(await asking('izin-cek')).toMatchObject({ kind: 'found' });
  }),
);

// Wrong types and missing members, over the wire (section 11: "list instead of object")
test.each<[string, string, Readonly<Record<string, unknown>>, object]>([
  ['kode as a text', 'izin-cek', { kind: 'retype', field: 'kode' }, { kind: 'found', drift: [] }],
  ['no kode', 'izin-cek', { kind: 'drop', field: 'kode' }, changedAt('kode')],
  ['kode null', 'izin-cek', { kind: 'nullify', field: 'kode' }, changedAt('kode')],
  ['kode inside an object', 'izin-cek', { kind: 'nest', field: 'kode' }, changedAt('kode')],
  ['no record', 'izin-cek', { kind: 'drop', field: 'dataIZIN' }, changed],
  ['a record that is null', 'izin-cek', { kind: 'nullify', field: 'dataIZIN' }, changed],
  ['a status under another name', 'izin-cek', { kind: 'rename', from: 'kd_status', to: 'status_izin' }, changed],
  ['a status as a number, which lost its zero', 'izin-cek', { kind: 'retype', field: 'kd_status' }, changed],
  ['a NIB as a number', 'nib-cek', { kind: 'retype', field: 'dataNIB.nib' }, found({ nib: NIB })],
  ['a company without its name', 'nib-cek', { kind: 'drop', field: 'nama_perusahaan' }, changed],
  ['the content in a list', 'nib-cek', { kind: 'list-for-object' }, changedAt('kode')],
  ['a list that is null', 'referensi', { kind: 'nullify', field: 'dataReferensi' }, changed],
  ['a list inside an object', 'referensi', { kind: 'nest', field: 'dataReferensi' }, changed],
  ['a parameter that is wrong', 'referensi', { kind: 'code', kode: 400, message: 'Parameter kode' }, fault('misasked')],
])('%s', (_name, operation, one, want) =>
  withOss(async (sandbox, asking) => {
    sandbox.fault({ ...one, times: 1 } as never);
    expect(await asking(operation)).toMatchObject(want);
  }),
);

test('the same status twice, and the same permit twice, are one of each there (sections 6 and 7)', () =>
  withOss(async (sandbox, asking) => {
    for (const operation of ['izin-status', 'izin-final']) {
      sandbox.fault({ kind: 'reset-after', times: 1 });
      expect(await asking(operation)).toMatchObject(trouble('unanswered', 'unknown'));
      expect(await asking(operation)).toMatchObject(found({ idIzin: ID_IZIN }));
    }
    expect(sandbox.ledger()).toMatchObject({
      submissions: [
        { method: 'receiveLicenseStatus', status: '10', times: 2 },
        { method: 'receiveLicense', status: '50', times: 2 },
      ],
    });
    expect(await asking('izin-cek')).toMatchObject(found({ status: 'disetujui' }));
  }));

test('id_produk and data_pnbp in a permit are refused there since 4.3.16, and so never sent (section 6.2)', () =>
  withOss(async (sandbox, asking) => {
    sandbox.set({ oldMembers: 'refused' });
    expect(await asking('izin-final')).toMatchObject({ kind: 'found' });
    sandbox.set({ institution: '999' });
    expect(await asking('izin-status')).toMatchObject({ ...refused, reason: 'bukan-wewenang' });
  }));

// Section 3.2: whatever goes wrong while a key is fetched, the call itself never left
test.each<[string, Partial<HttpResponse> | 'lost', object]>([
  ['is a page', { text: '<html>x</html>' }, { trouble: 'unavailable', reason: 'html' }],
  ['is empty', { text: '' }, { trouble: 'unavailable', reason: 'empty_body' }],
  ['is cut', { text: '{"responsend' }, { trouble: 'unavailable', reason: 'broken_json' }],
  ['is HTTP 500', { status: 500, text: '{}' }, { trouble: 'unavailable' }],
  ['is HTTP 504', { status: 504, text: '' }, { trouble: 'unavailable' }],
  ['is HTTP 401', { status: 401, text: '{}' }, { trouble: 'auth' }],
  ['is in a list', { text: '[{"responsendSecurityKey":{"key":"x"}}]' }, { trouble: 'auth', reason: 'no_key' }],
  ['has a number for a key', { text: '{"responsendSecurityKey":{"key":7}}' }, { trouble: 'auth', reason: 'no_key' }],
  ['is lost', 'lost', { trouble: 'unanswered' }],
])('a login of OSS 1.x whose answer %s: nothing was done', async (_name, answer, want) => {
  const sent: string[] = [];
  const verdict = await ask({ release: 'oss-1.1', operation: 'izin-final', asked: FINAL }, async ({ url }) => {
    sent.push(url);
    if (answer === 'lost') throw new UpstreamFault('oss', { trouble: 'unanswered', outcome: 'unknown' });
    return { status: 200, headers: {}, text: '', ...answer };
  });
  expect(verdict).toMatchObject({ kind: 'fault', fault: { ...want, outcome: 'not-done' } });
  expect(sent).toEqual(['http://127.0.0.1:1/v1/kl/sendSecurityKey']);
});
