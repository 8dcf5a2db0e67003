import type { FaultKinds } from '../../sandbox-kit/fault-kinds.ts';

const content = (explanation: string) => ({ explanation, stage: 'content' as const });
const bends = (explanation: string) => ({ explanation, stage: 'content' as const, combines: true as const });

/** The rows of section 7, each a switch, and ways the interface may change. */
export const sipdFaults: FaultKinds = {
  'not-found': content('HTTP 404 with "Data tidak ditemukan".'),
  'session-ended': content('HTTP 200, status false, status_code 403.'),
  'key-refused': content("HTTP 403 with the leaked error 'token_key_1'."),
  'not-allowed': content('HTTP 500 with "Request tidak diperbolehkan".'),
  'login-limited': content('HTTP 403 with "Login dibatasi".'),
  'backend-without-json': content('HTTP 500 with "Expecting value: line 1 column 1 (char 0)".'),
  'bad-row': content('HTTP 500 with "cannot scan NULL into *string".'),
  overloaded: content('"Gagal memproses permintaan".'),
  firewall: content('The page of the edge firewall, HTTP 403.'),
  'maintenance-page': {
    ...content('The maintenance page; its status is told.'),
    options: { status: { type: 'number', explanation: 'the HTTP status', default: 200 } },
  },
  'login-page': content('The login page with HTTP 200.'),
  throttle: {
    ...content('Too many requests, in the form of the setting throttleForm; opens a forbidden window.'),
    options: { seconds: { type: 'number', explanation: 'how long; it is told where rateHeaders is', default: 10 } },
  },
  'mirror-error': {
    ...content('The mirror: HTTP 200, status error.'),
    options: { message: { type: 'text', explanation: 'the sentence', default: 'Format Data Salah' } },
  },
  'mirror-number': {
    ...content('The mirror: WordPress answers with a number alone.'),
    options: { number: { type: 'number', explanation: '0 or -1', default: 0 } },
  },
  'null-rows': bends('Rows are a bare null, at the treasury and in planning.'),
  'rows-by-number': bends('Rows are an object keyed "0", "1", …'),
  'status-kode': bends('The envelope spells status_code as status_kode.'),
  'broken-encoding': bends('An encoded list does not decode.'),
  'null-dates': bends('Times of SP2D are all of the year one.'),
  'blank-office': bends('Code and name of the office of an SP2D are blank.'),
};
