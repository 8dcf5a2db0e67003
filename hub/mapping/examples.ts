import { isDeepStrictEqual } from 'node:util';
import type { Example } from '../../openapi/generated/mapping.ts';
import type { Asked } from './field.ts';
import type { Mistake } from './files.ts';
import type { LoadedOperation, LoadedRelease } from './load.ts';
import { messageOf } from './message-of.ts';
import type { Verdict } from './verdict.ts';

const NOON = new Date('2026-01-31T05:00:00Z');

/** Runs every example under the release whose folder it stands in. */
export async function runExamples(releases: Iterable<LoadedRelease>) {
  const mistakes: Mistake[] = [];
  let run = 0;
  for (const release of releases)
    for (const operation of release.operations.values())
      for (const example of (operation.written && operation.file.examples) || []) {
        run += 1;
        const reason = await failing(operation, example);
        const path = `examples: ${example.name} (${release.upstream}/${release.name})`;
        if (reason !== undefined) mistakes.push({ file: operation.path, path, reason });
      }
  return { run, mistakes };
}

async function failing(operation: LoadedOperation, example: Example): Promise<string | undefined> {
  const asked = example.asked;
  const misasked = example.call && misasking(operation, asked ?? {}, example.call);
  if (misasked !== undefined) return misasked;
  if (!('given' in example) && example.code === undefined && example.message === undefined)
    return example.call && !('want' in example) && example.verdict === undefined ? undefined : 'gives nothing to read';
  const verdict = await operation.read(
    {
      payload: example.given,
      httpStatus: 200,
      ...(example.code === undefined ? {} : { code: example.code }),
      ...(example.message === undefined ? {} : { message: example.message }),
    },
    { asked, now: NOON },
  );
  const wanted = example.verdict ?? 'found';
  if (verdict.kind !== wanted) return `is ${verdict.kind}, not ${wanted}: ${detailsOf(verdict)}`;
  if (verdict.kind !== 'found' || !('want' in example)) return undefined;
  return holds(verdict.value, example.want) ? undefined : `becomes ${show(verdict.value)}`;
}

function misasking(operation: LoadedOperation, asked: Asked, call: NonNullable<Example['call']>): string | undefined {
  const settings = Object.fromEntries(operation.settings.map((name) => [name, name.toUpperCase()]));
  try {
    const { path, body } = operation.call(asked, settings);
    if (call.path !== undefined && call.path !== path) return `asks ${path}`;
    return call.body === undefined || isDeepStrictEqual(call.body, body) ? undefined : `asks with ${show(body)}`;
  } catch (error) {
    return `cannot be asked: ${messageOf(error)}`;
  }
}

/** Everything that is wanted is so; what is not named may be anything. Lists are compared whole. */
function holds(value: unknown, want: unknown): boolean {
  if (Array.isArray(want))
    return Array.isArray(value) && value.length === want.length && want.every((one, index) => holds(value[index], one));
  if (typeof want !== 'object' || want === null) return isDeepStrictEqual(value, want);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(want).every(([key, below]) => holds((value as Record<string, unknown>)[key], below));
}

function detailsOf(verdict: Verdict): string {
  return 'drift' in verdict
    ? verdict.drift.map(({ path, expected, got }) => `${path}: ${expected}, got ${got}`).join('; ')
    : JSON.stringify(verdict);
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
}
