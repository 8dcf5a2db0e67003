import { describe, expect, test } from '@jest/globals';
import type { Fault, Trouble } from '../../../connectors/connector.ts';
import type { Verdict } from '../../../hub/mapping/verdict.ts';
import { type Decision, decide } from '../../../hub/relay/decision.ts';
import type { WhenUnknown } from '../../../hub/relay/forward-service.ts';

const EVERY: readonly WhenUnknown[] = ['resend', 'inquire', 'park'];
const UNTIL = new Date('2026-11-20T17:00:00Z');
const fault = (trouble: Trouble, more: Partial<Fault> = {}): Verdict => ({
  kind: 'fault',
  fault: { trouble, outcome: 'not-done', ...more },
});
const lost = (trouble: Trouble, more: Partial<Fault> = {}) => fault(trouble, { outcome: 'unknown', ...more });
const again = (reason: string, more: object = {}) => ({ to: 'again', reason, unsure: false, attempted: true, ...more });
const held = (reason: string) => again(reason, { hold: { reason } });

describe('whatever a lost answer means', () => {
  test.each<{ given: string; verdict: Verdict; want: object }>([
    { given: 'found', verdict: { kind: 'found', value: 7, drift: [] }, want: { to: 'delivered', value: 7 } },
    {
      given: 'found with nothing',
      verdict: { kind: 'found', value: null, drift: [] },
      want: { to: 'delivered', value: null },
    },
    {
      given: 'refused',
      verdict: { kind: 'refused', code: '201', reason: 'Kuota penuh' },
      want: { to: 'refused', code: '201', reason: 'Kuota penuh' },
    },
    { given: 'refused without a word', verdict: { kind: 'refused' }, want: { to: 'refused' } },
    { given: 'absent', verdict: { kind: 'absent', code: '404' }, want: { to: 'refused', code: '404' } },
    {
      given: 'a request that lacks something',
      verdict: fault('misasked', { reason: 'no_nik' }),
      want: { to: 'refused', code: 'misasked', reason: 'no_nik' },
    },
    { given: 'unreachable', verdict: fault('unreachable'), want: again('unreachable') },
    { given: 'unavailable', verdict: fault('unavailable', { reason: 'http_503' }), want: again('http_503') },
    { given: 'a refused key', verdict: fault('auth'), want: held('auth') },
    {
      given: 'a used-up quota',
      verdict: fault('quota', { reason: 'quota_exhausted', retryAt: UNTIL }),
      want: again('quota_exhausted', { hold: { reason: 'quota', until: UNTIL } }),
    },
    { given: 'maintenance', verdict: fault('maintenance'), want: held('maintenance') },
    { given: 'too many calls', verdict: fault('throttled'), want: held('throttled') },
    {
      given: 'trouble that ends at a known moment',
      verdict: fault('unavailable', { retryAt: UNTIL }),
      want: again('unavailable', { hold: { reason: 'unavailable', until: UNTIL } }),
    },
    {
      given: 'an open breaker',
      verdict: fault('unavailable', { reason: 'breaker_open', retryAt: UNTIL }),
      want: again('breaker_open', { attempted: false, hold: { reason: 'breaker_open', until: UNTIL } }),
    },
    {
      given: 'too many in line here',
      verdict: fault('throttled', { reason: 'too_many_waiting' }),
      want: again('too_many_waiting', { attempted: false, hold: { reason: 'too_many_waiting' } }),
    },
  ])('$given is $want.to', ({ verdict, want }) => {
    for (const whenUnknown of EVERY) expect(decide(verdict, whenUnknown)).toEqual(want);
  });
});

describe('what may have happened', () => {
  test.each<{ given: string; verdict: Verdict; reason: string; hold?: object }>([
    { given: 'no answer', verdict: lost('unanswered', { reason: 'timeout' }), reason: 'timeout' },
    { given: 'an error page', verdict: lost('unavailable', { reason: 'http_502' }), reason: 'http_502' },
    {
      given: 'an answer that nobody can read',
      verdict: { kind: 'changed', drift: [] },
      reason: 'changed',
      hold: { reason: 'changed' },
    },
    {
      given: 'no answer, and a moment to come back',
      verdict: lost('unanswered', { retryAt: UNTIL }),
      reason: 'unanswered',
      hold: { reason: 'unanswered', until: UNTIL },
    },
  ])('$given is sent again where a repeat is recognised or can be asked for, else left to a person', (line) => {
    const { verdict, reason, hold } = line;
    const unsure = again(reason, { unsure: true, ...(hold ? { hold } : {}) });
    expect(decide(verdict, 'resend')).toEqual(unsure);
    expect(decide(verdict, 'inquire')).toEqual(unsure);
    expect(decide(verdict, 'park')).toEqual({ to: 'unsure', reason });
  });

  test('is never sent twice by itself, whatever the trouble was called', () => {
    const troubles: readonly Trouble[] = ['unreachable', 'unanswered', 'throttled', 'quota', 'auth', 'maintenance'];
    const decisions = troubles.map((trouble): Decision => decide(lost(trouble), 'park'));
    expect(decisions.map(({ to }) => to)).toEqual(new Array(troubles.length).fill('unsure'));
    const resent = troubles.map((trouble) => decide(lost(trouble), 'resend'));
    for (const decision of resent) expect(decision).toMatchObject({ to: 'again', unsure: true });
  });
});
