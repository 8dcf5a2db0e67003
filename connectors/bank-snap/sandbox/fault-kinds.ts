import type { FaultKinds } from '../../sandbox-kit/fault-kinds.ts';

/** Section 11 of the SNAP notes. An answer lost after booking is `reset-after` of the kit; HTML of a gateway is `html`. */
export const bankSnapFaults: FaultKinds = {
  code: {
    explanation: 'Any case of section 9 in place of the answer; nothing is done.',
    stage: 'content',
    options: {
      status: { type: 'number', explanation: 'the first three digits, and the HTTP status' },
      case: { type: 'text', explanation: 'the last two digits', default: '00' },
      message: { type: 'text', explanation: 'responseMessage', default: 'Refused' },
    },
  },
  'in-progress': { explanation: 'Does what was asked and answers 202: in progress.', stage: 'content' },
  'time-out': { explanation: 'Does what was asked and answers 504.', stage: 'content' },
  'token-dies': {
    explanation: 'Every token is forgotten before the request is looked at.',
    stage: 'content',
    combines: true,
  },
  'expires-in-number': { explanation: 'expiresIn is a number.', stage: 'content', combines: true },
  'code-as-number': { explanation: 'responseCode is a number.', stage: 'content', combines: true },
  'http-200': { explanation: 'The HTTP status is 200, whatever the code says.', stage: 'content', combines: true },
  escaped: {
    explanation: 'Slashes as \\/ and other letters as \\u, as PHP writes them.',
    stage: 'content',
    combines: true,
  },
  blanks: { explanation: 'The answer is written over several lines.', stage: 'content', combines: true },
  'small-d': { explanation: 'virtualAccountData is spelled virtualAccountdata.', stage: 'content', combines: true },
};
