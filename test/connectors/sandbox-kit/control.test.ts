import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { request } from 'undici';
import { echoSandbox } from './echo-sandbox.ts';
import { withSandbox } from './with-sandbox.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

async function control(url: string, method: Method, resource: string, body?: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await request(`${url}/_sandbox${resource}`, { method, ...(text !== undefined && { body: text }) });
  return { status: answer.statusCode, body: (await answer.body.json()) as Record<string, unknown> };
}

async function textOf(url: string, path: string): Promise<string> {
  return (await request(url + path)).body.text();
}

test('it describes itself: faults with their options, settings, people and counts', async () =>
  withSandbox(echoSandbox, async ({ url }) => {
    await textOf(url, '/satu');
    const { body } = await control(url, 'GET', '');
    expect(body).toMatchObject({
      name: 'echo',
      plays: 'an upstream that repeats its path',
      url,
      counts: { calls: 1, people: 1, faults: 0 },
      faults: {
        active: [],
        kinds: {
          shout: { explanation: 'The path in capitals.' },
          refuse: { explanation: expect.any(String) },
          slow: { options: { delayMs: { type: 'number' } } },
        },
      },
      settings: { first: { value: 0, accepts: 'a number' } },
      actions: ['say', 'forget'],
      people: [{ nama: 'BUDI SANTOSO' }],
    });
  }));

test('faults are added, shown with what is left of them, replaced and healed', async () =>
  withSandbox(echoSandbox, async ({ url }) => {
    await control(url, 'POST', '/faults', { kind: 'text', times: 3, path: '/SATU' });
    expect(await textOf(url, '/satu')).toBe('Limits exceeded');
    expect(await textOf(url, '/dua')).toContain('dua');
    expect((await control(url, 'GET', '/faults')).body).toMatchObject([{ kind: 'text', times: 2, path: '/SATU' }]);
    await control(url, 'PUT', '/faults', [{ kind: 'empty' }]);
    expect(await textOf(url, '/satu')).toBe('');
    await control(url, 'DELETE', '/faults');
    expect(await textOf(url, '/satu')).toContain('satu');
  }));

test('faults that exclude each other take turns', async () =>
  withSandbox(echoSandbox, async (sandbox) => {
    sandbox.fault({ kind: 'status', status: 500, body: 'satu', times: 1 });
    sandbox.fault({ kind: 'status', status: 503, body: 'dua', times: 1 });
    expect(await textOf(sandbox.url, '/a')).toBe('satu');
    expect(await textOf(sandbox.url, '/a')).toBe('dua');
    expect(await textOf(sandbox.url, '/a')).toContain('"path":"a"');
  }));

test('a fault lasts as long as it was told to', async () =>
  withSandbox(echoSandbox, async (sandbox) => {
    sandbox.fault({ kind: 'empty', forMs: 150 });
    expect(await textOf(sandbox.url, '/a')).toBe('');
    await sleep(200);
    expect(await textOf(sandbox.url, '/a')).not.toBe('');
  }));

test('calls are listed with what was answered, and forgotten on request', async () =>
  withSandbox(echoSandbox, async (sandbox) => {
    const { body } = await request(`${sandbox.url}/satu?a=b`, {
      method: 'DELETE',
      body: 'isi',
      headers: { 'X-Kepala': 'ya' },
    });
    await body.text();
    const want = { method: 'DELETE', path: '/satu?a=b', body: 'isi', status: 200, headers: { 'x-kepala': 'ya' } };
    expect(sandbox.calls()).toMatchObject([want]);
    expect((await control(sandbox.url, 'GET', '/calls')).body).toMatchObject([want]);
    await control(sandbox.url, 'DELETE', '/calls');
    expect(sandbox.calls()).toEqual([]);
  }));

test('settings change at once', async () =>
  withSandbox(echoSandbox, async (sandbox) => {
    expect((await control(sandbox.url, 'PUT', '/settings', { first: 10 })).body).toEqual({ first: 10 });
    expect(await textOf(sandbox.url, '/a')).toContain('"booked":11');
  }));

test.each<{ method: Method; resource: string; body: unknown; says: string }>([
  { method: 'POST', resource: '/faults', body: '{', says: 'not JSON' },
  { method: 'POST', resource: '/faults', body: [], says: 'a JSON object' },
  { method: 'POST', resource: '/faults', body: { kind: 'nope' }, says: 'known kinds: refuse, hang' },
  { method: 'POST', resource: '/faults', body: { kind: 'slow' }, says: 'needs "delayMs"' },
  { method: 'POST', resource: '/faults', body: { kind: 'slow', delayMs: '5' }, says: '"delayMs" must be a number' },
  { method: 'POST', resource: '/faults', body: { kind: 'hang', wait: 1 }, says: 'has no option "wait"' },
  { method: 'POST', resource: '/faults', body: { kind: 'hang', times: 0 }, says: '"times" must be' },
  { method: 'POST', resource: '/faults', body: { kind: 'hang', forMs: -1 }, says: '"forMs" must be' },
  { method: 'POST', resource: '/faults', body: { kind: 'refuse', path: '/a' }, says: 'the whole port' },
  { method: 'PUT', resource: '/faults', body: { kind: 'hang' }, says: 'takes a JSON array' },
  { method: 'POST', resource: '/actions/say', body: {}, says: 'say needs a "word"' },
  { method: 'POST', resource: '/actions/say', body: '{', says: 'not JSON' },
  { method: 'PUT', resource: '/settings', body: { last: 1 }, says: 'known settings: first' },
  { method: 'PUT', resource: '/settings', body: { first: 'x' }, says: 'must be a number' },
])('$method $resource with $body is refused, saying: $says', async ({ method, resource, body, says }) =>
  withSandbox(echoSandbox, async ({ url }) => {
    const answer = await control(url, method, resource, body);
    expect(answer).toMatchObject({ status: 400, body: { error: expect.stringContaining(says) } });
    expect((await control(url, 'GET', '/faults')).body).toEqual([]);
  }),
);

test('a mistake in a fault given by code throws, and an unknown control path is 404', async () =>
  withSandbox(echoSandbox, async (sandbox) => {
    expect(() => sandbox.fault({ kind: 'nope' })).toThrow('unknown kind "nope"');
    expect(() => sandbox.set({ nope: 1 })).toThrow('unknown setting');
    expect((await control(sandbox.url, 'GET', '/nope')).status).toBe(404);
  }));

test('an action is carried out over HTTP and by code, and its result is shown', async () =>
  withSandbox(echoSandbox, async (sandbox) => {
    const answer = await control(sandbox.url, 'POST', '/actions/say', { word: 'halo' });
    expect(answer).toEqual({ status: 200, body: { said: 'halo' } });
    expect(await sandbox.act('say', { word: 'halo' })).toEqual({ said: 'halo' });
    await textOf(sandbox.url, '/a');
    expect(await control(sandbox.url, 'POST', '/actions/forget', '')).toEqual({ status: 200, body: {} });
    expect(await textOf(sandbox.url, '/a')).toContain('"booked":1');
  }));

test('an action that nobody made is 404 with those there are, and by code it rejects', async () =>
  withSandbox(echoSandbox, async (sandbox) => {
    const answer = await control(sandbox.url, 'POST', '/actions/toString', {});
    expect(answer).toEqual({ status: 404, body: { error: 'no action "toString" here', known: ['say', 'forget'] } });
    await expect(sandbox.act('nope')).rejects.toThrow('unknown action "nope"; known actions: say, forget');
  }));
