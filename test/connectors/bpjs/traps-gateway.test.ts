import { expect, test } from '@jest/globals';
import type { Trouble } from '../../../connectors/connector.ts';
import { readAnswer, unanswered } from '../read-answer.ts';
import { changed, fault } from '../wanted.ts';
import { envelope, MEMBER } from './wire.ts';

/** Section 5: errors before the service answers. They mean the same whichever service was meant. */
const RELEASES = ['vclaim-2.0', 'vclaim-1.1', 'antrean-rs'] as const;
const ask = (release: string, status: number, body: string, headers = {}) =>
  readAnswer('bpjs', {
    release,
    operation: release === 'antrean-rs' ? 'ref-poli' : 'peserta-by-nik',
    asked: { nik: MEMBER.nik, tanggal: '2026-11-20' },
    body,
    status,
    headers,
  });

interface Row {
  readonly text: string;
  readonly statuses: readonly number[];
  readonly want: object;
}

test.each<Row>([
  { text: 'Authentication failed', statuses: [403, 401, 200, 500], want: fault('auth') },
  { text: 'authentication  FAILED\n', statuses: [403], want: fault('auth') },
  { text: 'No Mapping Rule matched', statuses: [404, 403, 200], want: changed },
  { text: 'Limits exceeded', statuses: [429, 403, 200], want: fault('quota') },
  { text: 'Internal Server Error', statuses: [500, 502, 503, 504, 200], want: fault('unavailable') },
  { text: 'upstream request timeout', statuses: [504], want: fault('unavailable') },
  { text: 'Too Many Requests', statuses: [429], want: fault('throttled') },
  { text: 'Forbidden', statuses: [403], want: fault('auth') },
  { text: 'Method Not Allowed', statuses: [405], want: changed },
])('5 the text "$text" with HTTP $statuses: $want.kind', async ({ text, statuses, want }) => {
  for (const status of statuses)
    for (const release of RELEASES) expect(await ask(release, status, text)).toMatchObject(want);
});

test('5 the text "Authentication parameters missing" is a key that was not sent, or a service that wants one', async () => {
  for (const status of [403, 401, 200]) {
    expect(await ask('vclaim-2.0', status, 'Authentication parameters missing')).toMatchObject(fault('auth'));
    expect(await ask('antrean-rs', status, 'Authentication parameters missing')).toMatchObject(fault('auth'));
    expect(await ask('vclaim-1.1', status, 'Authentication parameters missing')).toMatchObject(changed);
  }
});

const HTML = '<html><head><title>502 Bad Gateway</title></head></html>';
const troubleOf: Readonly<Record<number, Trouble>> = { 401: 'auth', 403: 'auth', 429: 'throttled' };
test.each([200, 201, 400, 401, 403, 404, 429, 500, 502, 503, 504])(
  '5 an HTML page with HTTP %i is a fault',
  async (status) => {
    for (const page of [HTML, `\r\n${HTML}`, '<!DOCTYPE html>', '<?xml version="1.0"?><error/>'])
      for (const release of RELEASES)
        expect(await ask(release, status, page)).toMatchObject(fault(troubleOf[status] ?? 'unavailable', 'html'));
  },
);

test.each(['', ' ', '\r\n'])('5 the body %j with HTTP 200 is malformed', async (body) => {
  for (const release of RELEASES)
    expect(await ask(release, 200, body)).toMatchObject(fault('unavailable', 'empty_body'));
});

test.each([
  { given: 'cut JSON', body: envelope('201', 'x', 'null').slice(0, -4), reason: 'broken_json' },
  { given: 'a text before the JSON', body: `Warning: ${envelope('201', 'x', 'null')}`, reason: 'not_json' },
  { given: 'a text after the JSON', body: `${envelope('201', 'x', 'null')}<!-- -->`, reason: 'broken_json' },
  { given: 'two envelopes', body: envelope('201', 'x', 'null').repeat(2), reason: 'broken_json' },
  { given: 'a long text', body: 'x'.repeat(301), reason: 'not_json' },
])('5 $given is malformed', async ({ body, reason }) => {
  for (const release of RELEASES) expect(await ask(release, 200, body)).toMatchObject(fault('unavailable', reason));
});

// Their HTTP status and code are not settled by any source: the sentence decides.
const SENTENCES = [
  'Unauthorized! You are not registered for this service!',
  'Unauthorized! Consumer ID is expired!',
  'Unauthorized!',
  'unauthorized! You are not registered',
  'Signature Service Tidak Sesuai',
  'SIGNATURE SERVICE TIDAK SESUAI',
];
test.each(SENTENCES)('5 "%s" is a refused key under every status and code', async (sentence) => {
  for (const status of [200, 401, 403, 404, 500])
    for (const release of RELEASES) {
      for (const code of ['401', 401, '201', '403', '404', '500', '0', ''])
        for (const meta of ['metaData', 'metadata'])
          expect(await ask(release, status, envelope(code, sentence, 'null', meta))).toMatchObject(fault('auth'));
      expect(await ask(release, status, JSON.stringify({ message: sentence }))).toMatchObject(fault('auth'));
      expect(await ask(release, status, sentence)).toMatchObject(fault('auth'));
    }
});

test.each([
  { given: 'a sentence', body: 'Method Not Allowed' },
  { given: 'JSON', body: '{"error":"Method Not Allowed"}' },
  { given: 'JSON with a message', body: '{"message":"Method Not Allowed"}' },
  { given: 'HTML', body: HTML },
  { given: 'nothing', body: '' },
])('5 HTTP 405 with $given: the path takes another method now', async ({ body }) => {
  for (const release of RELEASES) expect(await ask(release, 405, body)).toMatchObject(changed);
});

// Section 3: the HTTP status decides where there is no envelope.
test.each([
  { status: 401, want: fault('auth') },
  { status: 403, want: fault('auth') },
  { status: 429, want: fault('throttled') },
  { status: 500, want: fault('unavailable') },
  { status: 502, want: fault('unavailable') },
  { status: 503, want: fault('unavailable') },
  { status: 504, want: fault('unavailable') },
])('3 JSON without an envelope and HTTP $status: $want.kind', async ({ status, want }) => {
  for (const body of ['{}', '{"error":"x"}', '{"message":"x"}', '[]', '{"status":"x","path":"/y"}'])
    for (const release of RELEASES) expect(await ask(release, status, body)).toMatchObject(want);
});

test('5 silence, a reset and a refused connection are faults of the way, as the way says them', async () => {
  const verdict = await readAnswer('bpjs', {
    release: 'vclaim-2.0',
    operation: 'peserta-by-nik',
    asked: { nik: MEMBER.nik, tanggal: '2026-11-20' },
    body: unanswered,
  });
  expect(verdict).toEqual({ kind: 'fault', fault: { trouble: 'unanswered', outcome: 'unknown' } });
});

test('5 a maintenance page that says when to come back is maintenance', async () => {
  const headers = { 'retry-after': '3600' };
  for (const release of RELEASES) expect(await ask(release, 503, HTML, headers)).toMatchObject(fault('maintenance'));
});
