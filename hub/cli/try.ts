import { readFileSync } from 'node:fs';
import { connectors } from '../../connectors/index.ts';
import type { Asked } from '../mapping/field.ts';
import type { Operation } from '../mapping/release.ts';
import type { Verdict } from '../mapping/verdict.ts';
import { readSample } from '../releases/sample.ts';
import { CommandError, reasonOf } from './command-error.ts';
import { loadGround } from './ground.ts';

export interface TryOptions {
  readonly release?: string;
  readonly body?: string;
  readonly status: number;
  readonly type: string;
  readonly asked?: string;
  readonly sealedAt?: number;
  readonly config?: string;
}

/** What the hub makes of an answer, through the same protocol and mapping as a live one. Nothing is sent anywhere. */
export async function tryAnswer(instance: string, name: string, options: TryOptions): Promise<void> {
  const { good, releases } = loadGround(options.config);
  const configured = good.config.instances[instance];
  if (!configured)
    throw new CommandError(`no instance "${instance}"; there are ${Object.keys(good.config.instances).join(', ')}`, 2);
  const connector = connectors[configured.connector];
  if (!connector) throw new CommandError(`no connector "${configured.connector}"`, 2);
  const candidates = options.release === undefined ? configured.releases : [options.release];
  const operation = findOperation(releases, configured.connector, candidates, name);
  const protocol = connector.protocols[operation.protocol];
  if (!protocol) throw new CommandError(`${connector.name} does not speak "${operation.protocol}"`, 2);

  const asked = options.asked === undefined ? undefined : parseAsked(options.asked);
  const text = readBody(options.body);
  const verdict = await readSample({ instance, protocol, config: configured.settings, settings: {} }, operation, {
    at: options.sealedAt === undefined ? Date.now() : options.sealedAt * 1000,
    response: { status: options.status, headers: { 'content-type': options.type }, text },
    ...(asked === undefined ? {} : { asked }),
  });
  process.stdout.write(`${JSON.stringify(lineOf(verdict, operation))}\n`);
}

function findOperation(
  releases: ReturnType<typeof loadGround>['releases'],
  upstream: string,
  candidates: readonly string[],
  name: string,
): Operation {
  for (const candidate of candidates) {
    const release = releases.get(`${upstream}/${candidate}`);
    if (!release)
      throw new CommandError(`no release "${candidate}"; ${upstream} has ${releasesOf(releases, upstream)}`, 2);
    const operation = release.operations.get(name);
    if (operation) return operation;
  }
  const known = [...releases.values()].filter((one) => one.upstream === upstream && candidates.includes(one.name));
  const names = known.flatMap((one) => [...one.operations.keys()]);
  throw new CommandError(
    `no operation "${name}" in ${candidates.join(', ')}; there are ${[...new Set(names)].join(', ')}`,
    2,
  );
}

function releasesOf(releases: ReturnType<typeof loadGround>['releases'], upstream: string): string {
  return [...releases.values()]
    .filter((one) => one.upstream === upstream)
    .map(({ name }) => name)
    .join(', ');
}

function parseAsked(text: string): Asked {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Asked;
  } catch {
    // said below, with the form that is wanted
  }
  throw new CommandError('--asked takes a JSON object: \'{"nik":"9901010101900001"}\'', 2);
}

function readBody(file: string | undefined): string {
  try {
    return readFileSync(file ?? 0, 'utf8');
  } catch (error) {
    throw new CommandError(`cannot read ${file ?? 'standard input'}: ${reasonOf(error)}`, 2);
  }
}

function lineOf(verdict: Verdict, { release }: Operation) {
  const { kind } = verdict;
  const start = { verdict: kind, release };
  switch (kind) {
    case 'found':
      return { ...start, value: verdict.value, ...(verdict.drift.length ? { drift: verdict.drift } : {}) };
    case 'absent':
    case 'refused':
      return { ...start, ...pick(verdict, 'code'), ...pick(verdict, 'reason') };
    case 'fault': {
      const { trouble, outcome, reason, retryAt } = verdict.fault;
      return {
        ...start,
        cause: trouble,
        outcome,
        ...(reason ? { reason } : {}),
        ...pick(verdict, 'code'),
        ...(retryAt ? { retryAt } : {}),
      };
    }
    case 'changed':
      return { ...start, drift: verdict.drift, ...pick(verdict, 'code') };
    default:
      return verdict satisfies never;
  }
}

function pick(verdict: { readonly code?: string; readonly reason?: string }, name: 'code' | 'reason') {
  return verdict[name] === undefined ? {} : { [name]: verdict[name] };
}
