import { expect } from '@jest/globals';
import type { AuditFilter } from '../../hub/store/audit.ts';
import { type Rule, record } from './store-samples.ts';

export function auditRules(rule: Rule) {
  rule('a record comes back as it was appended', async ({ store: { audit } }) => {
    const written = record({
      ...{ agreement: '', fields: 'nik,nama', purpose: 'pelayanan — ꦏ 🙂', at: 1_767_225_600_123 },
      ...{ chain: 'a chain', place: 7, mac: 'of the seventh' },
    });
    await audit.append([written]);
    const kept = { ...written, sequence: expect.any(Number) };
    expect(await audit.list({ limit: 10 })).toEqual([kept]);
    expect(await audit.read({ after: 0, limit: 10 })).toEqual([kept]);
    expect(await audit.newest(10)).toEqual([kept]);
  });

  rule('appending nothing is fine', async ({ store: { audit } }) => {
    await audit.append([]);
    expect(await audit.count()).toBe(0);
    expect(await audit.list({ limit: 10 })).toEqual([]);
    expect(await audit.read({ after: 0, limit: 10 })).toEqual([]);
    expect(await audit.newest(10)).toEqual([]);
  });

  rule('the list is newest first, limited and filtered', async ({ store: { audit } }) => {
    await audit.append([
      record({ requestId: '1', subject: 'a', application: 'x', service: 'getPeserta' }),
      record({ requestId: '2', subject: 'b', application: 'x', service: 'konsol.masuk' }),
      record({ requestId: '3', subject: 'a', application: 'y', service: 'getPeserta' }),
    ]);
    const ids = async (filter: AuditFilter) => (await audit.list(filter)).map(({ requestId }) => requestId);
    expect(await ids({ limit: 2 })).toEqual(['3', '2']);
    expect(await ids({ limit: 9, subject: 'a' })).toEqual(['3', '1']);
    expect(await ids({ limit: 9, application: 'x' })).toEqual(['2', '1']);
    expect(await ids({ limit: 9, service: 'getPeserta' })).toEqual(['3', '1']);
    expect(await ids({ limit: 9, application: 'x', subject: 'a' })).toEqual(['1']);
    expect(await ids({ limit: 9, application: 'x', service: 'konsol.masuk' })).toEqual(['2']);
    expect(await ids({ limit: 9, subject: 'nobody' })).toEqual([]);
  });

  rule('the list goes by the moment, from one until before another', async ({ store: { audit } }) => {
    await audit.append([
      ...[30, 10, 20].map((at) => record({ at, application: 'x' })), // one process was late
      record({ at: 20, application: 'y' }),
    ]);
    const moments = async (filter: Partial<AuditFilter>) =>
      (await audit.list({ limit: 9, ...filter })).map(({ at, application }) => `${application}${at}`);
    expect(await moments({})).toEqual(['x30', 'y20', 'x20', 'x10']);
    expect(await moments({ from: 20 })).toEqual(['x30', 'y20', 'x20']);
    expect(await moments({ to: 20 })).toEqual(['x10']);
    expect(await moments({ from: 10, to: 30, application: 'x' })).toEqual(['x20', 'x10']);
    expect(await moments({ from: 21, to: 30 })).toEqual([]);
  });

  rule('a page goes on where the one before ended, whatever is written meanwhile', async ({ store: { audit } }) => {
    await audit.append(Array.from({ length: 25 }, (_, index) => record({ requestId: String(index), at: index % 7 })));
    const whole = await audit.list({ limit: 100, from: 1 });
    const pages: string[] = [];
    for (let before: number | undefined; ; ) {
      const page = await audit.list({ limit: 4, from: 1, ...(before === undefined ? {} : { before }) });
      pages.push(...page.map(({ requestId }) => requestId));
      before = page.at(-1)?.sequence;
      if (before === undefined) break;
      await audit.append([record({ requestId: 'new', at: 100 })]);
    }
    expect(pages).toEqual(whole.map(({ requestId }) => requestId));
  });

  rule('it is read in the order it was written, each record once', async ({ store: { audit } }) => {
    const at = [5, 3, 9, 1, 7];
    await audit.append(at.map((moment) => record({ at: moment })));
    const read: number[] = [];
    for (let after = 0; ; ) {
      const bite = await audit.read({ after, limit: 2 });
      read.push(...bite.map((one) => one.at));
      after = bite.at(-1)?.sequence ?? after;
      if (bite.length < 2) break;
    }
    expect(read).toEqual(at);
    expect((await audit.newest(2)).map((one) => one.at)).toEqual([7, 1]);
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

  rule('a counter is raised and never lowered', async ({ store: { counters } }) => {
    await counters.raise('last', '', 5);
    await Promise.all([counters.raise('last', '', 9), counters.raise('last', '', 7)]);
    await counters.raise('last', '', 2);
    expect(await counters.get('last', '')).toBe(9);
  });

  rule('counters of a day are listed by how their names begin', async ({ store: { counters } }) => {
    for (const name of ['use b', 'use a', 'use', 'user', 'usf', 'use \u{1f642}'])
      await counters.add(name, '2026-01-31', 1);
    await counters.add('use a', '2026-02-01', 4);
    const listed = await counters.list({ prefix: 'use ', day: '2026-01-31' });
    expect(listed).toEqual([
      { name: 'use a', value: 1 },
      { name: 'use b', value: 1 },
      { name: 'use \u{1f642}', value: 1 },
    ]);
    expect(await counters.list({ prefix: 'use a', day: '2026-02-01' })).toEqual([{ name: 'use a', value: 4 }]);
    expect(await counters.list({ prefix: 'nothing', day: '2026-01-31' })).toEqual([]);
  });

  rule('counters of days gone by are removed, and no others', async ({ store: { counters } }) => {
    for (const day of ['', '2026-01-30', '2026-01-31']) await counters.add('use a', day, 1);
    await counters.add('other', '2026-01-30', 1);
    expect(await counters.prune({ prefix: 'use ', before: '2026-01-31' })).toBe(2);
    expect(await counters.get('use a', '2026-01-31')).toBe(1);
    expect(await counters.get('use a', '2026-01-30')).toBe(0);
    expect(await counters.get('other', '2026-01-30')).toBe(1);
  });

  rule('adding at once loses nothing and shows every value once', async ({ store: { counters } }) => {
    const values = await Promise.all(Array.from({ length: 1000 }, () => counters.add('bpjs', 'today', 1)));
    expect([...values].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, index) => index + 1));
  });
}
