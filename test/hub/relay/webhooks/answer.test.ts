import { expect, test } from '@jest/globals';
import { faultOfError, wordsOf } from '../../../../hub/relay/webhook-answer.ts';

const NOTHING_SENT = { trouble: 'unreachable', outcome: 'not-done' };
const MAYBE = { trouble: 'unanswered', outcome: 'unknown' };

// the codes of node and OpenSSL (nodejs.org/api/tls.html, "X509 certificate error codes") and of undici
test.each([
  { code: 'ECONNREFUSED', want: { ...NOTHING_SENT, reason: 'connection_refused' } },
  { code: 'ENOTFOUND', want: { ...NOTHING_SENT, reason: 'name_unknown' } },
  { code: 'EAI_AGAIN', want: { ...NOTHING_SENT, reason: 'name_unknown' } },
  { code: 'EHOSTUNREACH', want: { ...NOTHING_SENT, reason: 'host_unreachable' } },
  { code: 'ENETUNREACH', want: { ...NOTHING_SENT, reason: 'host_unreachable' } },
  { code: 'UND_ERR_CONNECT_TIMEOUT', want: { ...NOTHING_SENT, reason: 'connect_timeout' } },
  { code: 'ERR_SIMPUL_ADDRESS', want: { ...NOTHING_SENT, reason: 'address_not_allowed' } },
  { code: 'CERT_HAS_EXPIRED', want: { ...NOTHING_SENT, reason: 'tls_failed' } },
  { code: 'DEPTH_ZERO_SELF_SIGNED_CERT', want: { ...NOTHING_SENT, reason: 'tls_failed' } },
  { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', want: { ...NOTHING_SENT, reason: 'tls_failed' } },
  { code: 'ERR_TLS_CERT_ALTNAME_INVALID', want: { ...NOTHING_SENT, reason: 'tls_failed' } },
  { code: 'EPROTO', want: { ...NOTHING_SENT, reason: 'tls_failed' } },
  { code: 'UND_ERR_HEADERS_TIMEOUT', want: { ...MAYBE, reason: 'timeout' } },
  { code: 'UND_ERR_BODY_TIMEOUT', want: { ...MAYBE, reason: 'timeout' } },
  { code: 'UND_ERR_ABORTED', want: { ...MAYBE, reason: 'timeout' } },
  { code: 'UND_ERR_SOCKET', want: { ...MAYBE, reason: 'connection_lost' } },
  { code: 'ECONNRESET', want: { ...MAYBE, reason: 'connection_lost' } },
  { code: 'HPE_INVALID_CONSTANT', want: { ...MAYBE, reason: 'connection_lost' } },
])('$code is $want.reason', ({ code, want }) => {
  expect(faultOfError(Object.assign(new Error(code), { code }))).toEqual(want);
});

test.each([
  { reason: 'http_500', want: 'menjawab 500' },
  { reason: 'http_302', want: 'mengalihkan (302); pengalihan tidak diikuti' },
  { reason: 'http_410', want: 'menjawab 410: alamat ini tidak dipakai lagi' },
  { reason: 'timeout', want: 'tidak menjawab pada waktunya' },
  { reason: undefined, want: 'memutus sambungan' },
])('$reason is told as "$want"', ({ reason, want }) => {
  expect(wordsOf(reason)).toBe(want);
});
