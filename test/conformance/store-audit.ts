import { expect } from '@jest/globals';
import { type Rule, record } from './store-samples.ts';

export function auditRules(rule: Rule) {
  rule('a record comes back as it was appended', async ({ store: { audit } }) => {
    const written = record({ agreement: '', fields: 'nik,nama', purpose: 'pelayanan — ꦏ 🙂', at: 1_767_225_600_123 });
    await audit.append([written]);
    expect(await audit.list({ limit: 10 })).toEqual([written]);
  });

  rule('appending nothing is fine', async ({ store: { audit } }) => {
    await audit.append([]);
    expect(await audit.count()).toBe(0);
    expect(await audit.list({ limit: 10 })).toEqual([]);
  });

  rule('the list is newest first, limited and filtered', async ({ store: { audit } }) => {
    await audit.append([
      record({ requestId: '1', subject: 'a', application: 'x' }),
      record({ requestId: '2', subject: 'b', application: 'x' }),
      record({ requestId: '3', subject: 'a', application: 'y' }),
    ]);
    const ids = async (filter: Parameters<typeof audit.list>[0]) =>
      (await audit.list(filter)).map(({ requestId }) => requestId);
    expect(await ids({ limit: 2 })).toEqual(['3', '2']);
    expect(await ids({ limit: 9, subject: 'a' })).toEqual(['3', '1']);
    expect(await ids({ limit: 9, application: 'x' })).toEqual(['2', '1']);
    expect(await ids({ limit: 9, application: 'x', subject: 'a' })).toEqual(['1']);
    expect(await ids({ limit: 9, subject: 'nobody' })).toEqual([]);
  });

  rule('5,000 appends at once keep every record, in the order of each caller', async ({ store: { audit } }) => {
    const callers = Array.from({ length: 50 }, (_, index) => `caller ${index}`);
    const appends = Array.from({ length: 5000 }, (_, index) => {
      const caller = callers[index % callers.length] ?? '';
      return audit.append([
        record({ application: caller, requestId: `${index} a` }),
        record({ application: caller, requestId: `${index} b` }),
      ]);
    });
    await Promise.all(appends);
    expect(await audit.count()).toBe(10_000);
    for (const [first, caller] of callers.entries()) {
      const want = Array.from({ length: 100 }, (_, turn) => first + turn * callers.length)
        .flatMap((index) => [`${index} a`, `${index} b`])
        .reverse();
      const found = await audit.list({ limit: 1000, application: caller });
      expect(found.map(({ requestId }) => requestId)).toEqual(want);
    }
  });

  rule('one call with very many records keeps them all', async ({ store: { audit } }) => {
    await audit.append(Array.from({ length: 3000 }, (_, index) => record({ requestId: String(index) })));
    expect(await audit.count()).toBe(3000);
    expect((await audit.list({ limit: 1 }))[0]?.requestId).toBe('2999');
  });
}

export function counterRules(rule: Rule) {
  rule('a counter starts at 0 and adds up per name and day', async ({ store: { counters } }) => {
    expect(await counters.get('bpjs', '2026-01-31')).toBe(0);
    expect(await counters.add('bpjs', '2026-01-31', 2)).toBe(2);
    expect(await counters.add('bpjs', '2026-01-31', 3)).toBe(5);
    expect(await counters.add('bpjs', '2026-02-01', 1)).toBe(1);
    expect(await counters.add('oss', '2026-01-31', 1)).toBe(1);
    expect(await counters.get('bpjs', '2026-01-31')).toBe(5);
  });

  rule('adding at once loses nothing and shows every value once', async ({ store: { counters } }) => {
    const values = await Promise.all(Array.from({ length: 1000 }, () => counters.add('bpjs', 'today', 1)));
    expect([...values].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, index) => index + 1));
  });
}
