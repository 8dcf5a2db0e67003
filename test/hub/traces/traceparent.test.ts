import { expect, test } from '@jest/globals';
import { readTraceparent, writeTraceparent } from '../../../hub/traces/traceparent.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';

// w3.org/TR/trace-context, section 3.2
test.each([
  { header: `00-${TRACE}-${SPAN}-01`, flags: 1 },
  { header: `00-${TRACE}-${SPAN}-00`, flags: 0 },
  { header: `00-${TRACE}-${SPAN}-ff`, flags: 1 },
  { header: `cc-${TRACE}-${SPAN}-01-what-the-future-will-be-like`, flags: 1 },
])('$header is continued', ({ header, flags }) => {
  expect(readTraceparent(header)).toEqual({ traceId: TRACE, spanId: SPAN, traceFlags: flags, isRemote: true });
});

test.each([
  undefined,
  '',
  [`00-${TRACE}-${SPAN}-01`, `00-${TRACE}-${SPAN}-01`],
  `00-${TRACE}-${SPAN}`,
  `00-${TRACE}-${SPAN}-01-more`,
  `ff-${TRACE}-${SPAN}-01`,
  `00-${TRACE.toUpperCase()}-${SPAN}-01`,
  `00-${'0'.repeat(32)}-${SPAN}-01`,
  `00-${TRACE}-${'0'.repeat(16)}-01`,
  `00-${TRACE}-${SPAN}-1`,
  ` 00-${TRACE}-${SPAN}-01`,
])('%j begins nothing that could be continued', (header) => {
  expect(readTraceparent(header)).toBeUndefined();
});

test('what is written is read as the same', () => {
  for (const traceFlags of [0, 1]) {
    const context = { traceId: TRACE, spanId: SPAN, traceFlags };
    expect(readTraceparent(writeTraceparent(context))).toEqual({ ...context, isRemote: true });
  }
});
