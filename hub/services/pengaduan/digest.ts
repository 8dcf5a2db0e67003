import { firstAnswerAt, hasEnded, type ReportRecord } from './report.ts';

/** What is counted of a report, without what it says. Moments are milliseconds since 1970. */
export interface ReportDigest {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  /** The office that has it, by the upstream's latest disposition; `null`: none yet. */
  readonly office: string | null;
  readonly createdAt: number;
  /** When a first answer is due. */
  readonly dueAt: number;
  /** An office has answered. */
  readonly answered: boolean;
  /** Nobody waits for an answer of this city any more. */
  readonly ended: boolean;
  /** When it was closed; `null`: it is not, or was referred or archived instead. */
  readonly finishedAt: number | null;
}

export function digestOf({ id, version, state, createdAt, value }: ReportRecord): ReportDigest {
  const known = value.hulu?.laporan;
  const office = known?.disposisi.at(-1)?.instansi;
  return {
    ...{ id, version, status: state, createdAt, dueAt: Date.parse(value.batasJawaban) },
    office: office ? (office.nama ?? office.id) : null,
    answered: known !== undefined && firstAnswerAt(known) !== undefined,
    ended: hasEnded(state),
    finishedAt: state === 'selesai' ? closedAt({ value }) : null,
  };
}

/** As the upstream says; else when its word for it was first seen. */
function closedAt({ value: { hulu, catatan } }: Pick<ReportRecord, 'value'>): number | null {
  const at = Date.parse(hulu?.laporan.waktuTutup ?? catatan.at(-1)?.waktu ?? hulu?.diambilPada ?? '');
  return Number.isNaN(at) ? null : at;
}
