import type { FaultKinds } from '../../sandbox-kit/fault-kinds.ts';

/** What Dukcapil itself does to its clients, and ways its contract may change (sections 10 and 11). */
export const dukcapilFaults: FaultKinds = {
  code: {
    explanation: 'Any RESPONSE_CODE, with its sentence.',
    stage: 'content',
    options: {
      code: { type: 'any', explanation: 'the code: "05", "5" and 5 are all seen' },
      message: { type: 'text', explanation: "the sentence; empty: the code's own", default: '' },
    },
  },
  'unknown-code': { explanation: 'A RESPONSE_CODE that is in no list (77).', stage: 'content' },
  sentence: {
    explanation: 'A sentence under RESPON and no code, as regional servers answer.',
    stage: 'content',
    options: { text: { type: 'text', explanation: 'the sentence' } },
  },
  'quota-zero': { explanation: "The day's quota is used up: code 05 and quotaLimiter 0.", stage: 'content' },
  'content-null': { explanation: 'content is null.', stage: 'content' },
  'content-missing': { explanation: 'There is no content.', stage: 'content' },
  'content-empty': { explanation: 'content is an empty array.', stage: 'content' },
  'content-object': { explanation: 'content is the object itself, not an array of it.', stage: 'content' },
  wrapped: { explanation: 'The whole envelope is inside another object, as "data".', stage: 'content' },
};
