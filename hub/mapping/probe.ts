import type { OperationFile, ReleaseProbe } from '../../openapi/generated/mapping.ts';
import type { Settings } from './ask.ts';
import { messageOf } from './message-of.ts';
import type { SharedModel } from './model.ts';
import type { Operation } from './release.ts';

interface ProbeGround {
  /** Its calls come in. */
  readonly incoming: boolean;
  readonly operations: ReadonlyMap<string, Operation & { readonly file: OperationFile }>;
  readonly model: SharedModel;
  readonly mistake: (path: string, reason: string) => void;
}

/** Fields of the shared model by which a person is known. */
const OF_PERSONS = ['nik', 'noKk', 'nomorKartu', 'nip', 'npwp', 'peserta.nik', 'pasien.nik', 'pelapor.nama'];

/** What a schedule asks day and night must ask nothing of anybody's, change nothing, and be a whole question. */
export function checkProbe(
  probe: ReleaseProbe | null | undefined,
  { incoming, operations, model, mistake }: ProbeGround,
): void {
  if (!probe) return;
  const operation = operations.get(probe.operation);
  if (incoming) mistake('probe', 'is of no use: calls of this release come in');
  if (!operation) {
    mistake('probe.operation', `there is no operation "${probe.operation}"`);
    return;
  }
  const { ask, answer, whenUnknown } = operation.file;
  if (whenUnknown !== undefined || (ask?.method !== 'GET' && ask?.method !== 'POST'))
    mistake('probe.operation', `"${probe.operation}" changes something`);
  const person = OF_PERSONS.find((field) => model.field(answer?.becomes ?? '', field));
  if (person !== undefined) mistake('probe.operation', `"${probe.operation}" answers about people (${person})`);
  for (const [name, value] of Object.entries(probe.asked ?? {}))
    if (/\d{10}/.test(String(value))) mistake(`probe.asked.${name}`, "is a number as long as somebody's");
  try {
    operation.call(probe.asked ?? {}, namesOf(operation.settings));
  } catch (error) {
    mistake('probe.asked', messageOf(error));
  }
}

/** Whatever an instance has for a setting, it has something. */
function namesOf(settings: readonly string[]): Settings {
  return Object.fromEntries(settings.map((name) => [name, name]));
}
