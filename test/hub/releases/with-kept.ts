import type { Protocol } from '../../../connectors/connector.ts';
import type { Asked } from '../../../hub/mapping/field.ts';
import type { LoadedRelease } from '../../../hub/mapping/load.ts';
import { dryRun, type OperationTrial } from '../../../hub/releases/dry-run.ts';
import type { SamplePolicy } from '../../../hub/releases/sample.ts';
import type { KeptAnswer } from '../../../hub/store/releases.ts';
import { DOKTER, type Files, RELEASE, withMappings } from '../mapping/with-mappings.ts';

/** A doctor as the upstream answers, or another answer as it came. */
export type Came = {
  readonly body: unknown;
  readonly code?: string;
  readonly asked?: Asked;
  readonly release?: string;
};

const AT = Date.parse('2026-11-20T03:00:00Z');
/** `{ code, body }`: an envelope that is none of any connector's. */
const protocol: Protocol<never> = {
  async send(_, { http, signal }) {
    const { text, status } = await http.request({ method: 'GET', url: '/', headers: {}, signal });
    const { code, body } = JSON.parse(text) as { code: string; body: unknown };
    return { payload: body, httpStatus: status, code };
  },
};

function keptOf({ body, code = '200', asked, release = 'satu' }: Came): KeptAnswer {
  const response = { status: 200, headers: {}, text: JSON.stringify({ code, body }) };
  const sealed = Buffer.from(JSON.stringify({ at: AT, response, ...(asked ? { asked } : {}) }));
  return { ...{ instance: 'kota', operation: 'dokter', release, verdict: 'found', at: AT }, sealed };
}

export interface Trying {
  /** Files of the release `dua`, which inherits from `satu`; `dua/dokter.yaml` or `dua/release.yaml`. */
  readonly files: Files;
  readonly came: readonly Came[];
  /** In the place of `satu`. */
  readonly inUse?: string;
  readonly policy?: SamplePolicy;
  /** What drift reports hold besides. */
  readonly drifted?: readonly Came[];
}

const DUA = "{ upstream: kota, release: dua, protocol: p, inherits: satu, outcomes: [{ code: '404', is: absent }] }";

/** What `dua` would make of answers that came when `satu` was in use. */
export async function tryDua({
  files,
  came,
  inUse = 'satu',
  policy = 'whole',
  drifted = [],
}: Trying): Promise<OperationTrial> {
  let trial: OperationTrial | undefined;
  const all = {
    ...{ 'kota/satu/release.yaml': RELEASE, 'kota/satu/dokter.yaml': DOKTER, 'kota/dua/release.yaml': DUA },
    ...Object.fromEntries(Object.entries(files).map(([path, text]) => [`kota/${path}`, text])),
  };
  await withMappings(all, async ({ releases }, said) => {
    if (said.length > 0) throw new Error(said.join('\n'));
    const dua = releases.get('kota/dua') as LoadedRelease;
    const [first] = await dryRun(
      {
        releases,
        policyOf: () => policy,
        open: (sealed) => Buffer.from(sealed),
        inUse: (_, operation) => releases.get(`kota/${inUse}`)?.operations.get(operation),
        readingOf: (instance) => ({ instance, protocol, config: {}, settings: {} }),
        store: {
          keptAnswers: async ({ limit }) => came.map(keptOf).slice(0, limit),
          drift: async () => drifted.map(reportOf),
        },
      },
      { instance: 'kota', release: dua, operations: [...dua.operations.values()], last: 20 },
    );
    trial = first;
  });
  if (!trial) throw new Error('nothing was tried');
  return trial;
}

function reportOf(came: Came) {
  const key = {
    instance: 'kota',
    operation: 'dokter',
    kind: 'breaking',
    path: 'nama',
    expected: 'text',
    got: 'missing',
  };
  const { release, sealed } = keptOf(came);
  return {
    ...key,
    kind: 'breaking' as const,
    release,
    count: 1,
    firstAt: AT,
    lastAt: AT,
    firstSample: sealed,
    lastSample: sealed,
  };
}
