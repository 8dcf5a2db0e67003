import type { KeyObject } from 'node:crypto';
import { Problem } from '../../api/problems.ts';
import { verifyAudit } from '../../audit/verify.ts';
import { wordsOfBreak } from '../../audit/words.ts';
import type { AuditFilter, KeptAuditRecord } from '../../store/audit.ts';
import type { Store } from '../../store/store.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { Topic } from '../live.ts';
import type { CatatanJejak, Pemeriksaan } from '../views/jejak.ts';

export interface JejakParts {
  readonly store: Pick<Store, 'audit'>;
  readonly key: KeyObject;
  readonly keyedHash: (text: string) => string;
  /** Of an application's id. */
  readonly nameOf: (application: string) => string | undefined;
  readonly now: () => Date;
  readonly trouble: (what: string, error?: unknown) => void;
}

const PAGE = 100;
const TIME = new Intl.DateTimeFormat('id-ID', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'Asia/Jakarta' });
const timeOf = (at: number) => TIME.format(at);
const MOST_FINDINGS = 50;
const SUBJECT = /^[A-Za-z0-9_-]{43}$/;

/** Who saw whose data, and who did what to the hub. */
export function createJejak(parts: JejakParts) {
  const { store, keyedHash, nameOf } = parts;
  const check = createCheck(parts);
  const rowOf = (record: KeptAuditRecord): CatatanJejak => ({
    urutan: record.sequence,
    pada: record.at,
    siapa: nameOf(record.application) ?? record.application,
    keperluan: record.purpose,
    perjanjian: record.agreement,
    layanan: record.service,
    subjek: record.subject,
    bidang: record.fields,
    hasil: record.outcome,
    terantai: record.chain !== null,
  });
  const endpoints: readonly Endpoint[] = [
    endpoint({
      method: 'GET',
      path: '/jejak',
      role: 'operator',
      query: ['aplikasi', 'layanan', 'subjek', 'dari', 'sampai', 'sebelum'],
      run: async ({ query }) => (await store.audit.list(filterOf(query))).map(rowOf),
    }),
    endpoint<{ nomor: string }>({
      method: 'POST',
      path: '/jejak/subjek',
      role: 'operator',
      action: 'jejak-cari',
      about: ({ body }) => keyedHash(body.nomor),
      body: {
        type: 'object',
        additionalProperties: false,
        required: ['nomor'],
        properties: { nomor: { type: 'string', minLength: 1, maxLength: 100 } },
      },
      run: async ({ body }) => ({ subjek: keyedHash(body.nomor) }),
    }),
    endpoint({
      method: 'POST',
      path: '/jejak/periksa',
      role: 'operator',
      action: 'jejak-periksa',
      async run({ operator }) {
        check.begin(operator.name);
      },
    }),
    endpoint({ method: 'GET', path: '/jejak/periksa', role: 'operator', run: async () => check.state() }),
  ];
  const topic: Topic = () => ({ value: check.state() });
  return { endpoints, topics: { jejak: topic } };
}

function filterOf({ aplikasi, layanan, subjek, dari, sampai, sebelum }: Readonly<Record<string, string>>): AuditFilter {
  if (subjek !== undefined && !SUBJECT.test(subjek))
    throw new Problem('permintaan-tidak-sah', { detail: 'Subjek dicari dengan sidiknya, bukan dengan nomornya.' });
  const from = momentOf(dari);
  const to = momentOf(sampai);
  return {
    limit: PAGE,
    ...(aplikasi === undefined ? {} : { application: aplikasi }),
    ...(layanan === undefined ? {} : { service: layanan }),
    ...(subjek === undefined ? {} : { subject: subjek }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(sebelum === undefined || !/^\d{1,15}$/.test(sebelum) ? {} : { before: Number(sebelum) }),
  };
}

/** A day, or a moment. */
function momentOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const at = Date.parse(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00+07:00` : text);
  if (Number.isNaN(at)) throw new Problem('permintaan-tidak-sah', { detail: 'Tanggal ditulis sebagai 2026-11-20.' });
  return at;
}

/** One check at a time, in bites; what came of the last one stays until the hub stops. */
function createCheck({ store, key, now, trouble }: JejakParts) {
  let state: Pemeriksaan = { berjalan: false, terbaca: 0, dari: 0, selesai: null };

  async function run(by: string): Promise<void> {
    const dari = await store.audit.count();
    state = { ...state, terbaca: 0, dari };
    const report = await verifyAudit(store.audit, key, {
      onProgress({ records }) {
        state = { ...state, terbaca: records };
      },
    });
    const { newest } = report;
    state = {
      berjalan: false,
      terbaca: report.records,
      dari,
      selesai: {
        pada: now().getTime(),
        oleh: by,
        catatan: report.records,
        rantai: report.chains,
        tanpaRantai: report.unchained,
        putus: report.broken,
        temuan: report.breaks.slice(0, MOST_FINDINGS).map((one) => wordsOfBreak(one, timeOf)),
        ujung: newest ? `${newest.sequence}:${newest.mac}` : null,
      },
    };
  }

  return {
    state: () => state,
    begin(by: string): void {
      if (state.berjalan) throw new Problem('bentrok', { detail: 'Rantai sedang diperiksa; tunggu sampai selesai.' });
      state = { ...state, berjalan: true };
      void run(by).catch((error: unknown) => {
        state = { ...state, berjalan: false };
        trouble('the audit could not be verified', error);
      });
    },
  };
}
