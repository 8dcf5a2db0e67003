import { expect } from '@jest/globals';
import { request } from 'undici';
import type { Role } from '../../../hub/access/operators.ts';
import type { HubSurroundings } from '../with-hub.ts';

export interface ConsoleAnswer {
  readonly status: number;
  readonly text: string;
  /** What was JSON. */
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Somebody before the console, as the page asks: with its cookie and its header. Every answer is searched for people. */
export interface SignedIn {
  /** `simpul_konsol=…`. */
  readonly cookie: string;
  readonly name: string;
  get(path: string): Promise<ConsoleAnswer>;
  post(path: string, body?: unknown): Promise<ConsoleAnswer>;
  put(path: string, body?: unknown): Promise<ConsoleAnswer>;
  delete(path: string): Promise<ConsoleAnswer>;
}

const PASSWORD = 'kalimat sandi untuk uji';
const DEMO = { nama: 'admin', sandi: 'simpul-demo-konsol' };

/** `admin` is the demo operator; others are made for the purpose. */
export async function signedIn({ url, hub }: Pick<HubSurroundings, 'url' | 'hub'>, role: Role): Promise<SignedIn> {
  const name = `uji-${role}`;
  const there = role === 'admin' || (await hub.operators.list()).some((one) => one.name === name);
  if (!there) await hub.operators.create({ name, role, password: PASSWORD });
  const credentials = role === 'admin' ? DEMO : { nama: name, sandi: PASSWORD };
  const { headers, status } = await asked(url, 'POST', '/masuk', { body: credentials });
  expect(status).toBe(200);
  const cookie = String(headers['set-cookie']).split(';')[0] ?? '';
  const ask = async (method: Method, path: string, body?: unknown) => {
    const answer = await asked(url, method, path, { cookie, body });
    // a file on paper holds its own moments and places as numbers
    if (answer.headers['content-type'] !== 'application/pdf') expect(numbersOfPeople(answer.text)).toEqual([]);
    return answer;
  };
  return {
    ...{ cookie, name: credentials.nama },
    get: (path) => ask('GET', path),
    post: (path, body) => ask('POST', path, body),
    put: (path, body) => ask('PUT', path, body),
    delete: (path) => ask('DELETE', path),
  };
}

/** Thirteen digits and more in quotes are somebody's number, unless they are masked; without quotes they are a moment in milliseconds. */
function numbersOfPeople(text: string): readonly string[] {
  const numbers = text.replaceAll(/(?<=[:[,])1\d{12}(?=[,}\]])/g, '').match(/\d{13,}/g) ?? [];
  return numbers.filter((number) => /[^0]/.test(number));
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** One request to the console's own addresses, below `/console/api`. */
export async function asked(
  url: string,
  method: Method,
  path: string,
  {
    cookie,
    body,
    headers = { 'X-Simpul-Konsol': '1' },
  }: { cookie?: string; body?: unknown; headers?: Readonly<Record<string, string>> } = {},
): Promise<ConsoleAnswer> {
  const response = await request(`${url}/console/api${path}`, {
    method,
    headers: {
      ...headers,
      ...(cookie === undefined ? {} : { cookie }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.body.text();
  return { status: response.statusCode, text, body: parsed(text), headers: response.headers };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
