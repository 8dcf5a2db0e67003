import type { Application } from '../../access/applications.ts';
import type { Correctable, Corrections } from '../../api/correction.ts';
import type { ApiDocument } from '../../api/document.ts';
import { problemFrom } from '../../api/failures.ts';
import { Problem } from '../../api/problems.ts';
import type { Audit } from '../../audit/audit.ts';
import type { Asked } from '../../mapping/field.ts';
import type { Payloads } from '../../relay/payloads.ts';
import type { StoredMessage } from '../../store/forwarding.ts';
import type { ConsoleRequest } from '../endpoint.ts';
import type { IsiPesan } from '../views/pesan.ts';
import { formOf } from './form.ts';
import { type Edits, overlaid } from './overlay.ts';
import { rowsOf } from './rows.ts';

export interface MessageContentParts {
  readonly payloads: Pick<Payloads, 'open' | 'openResult'>;
  readonly corrections: Corrections;
  readonly document: ApiDocument;
  /** Whose key is good. */
  readonly applicationOf: (id: string) => Application | undefined;
  readonly audit: Pick<Audit, 'record'>;
  readonly keyedHash: (text: string) => string;
  readonly now: () => Date;
}

type Asking = Pick<ConsoleRequest, 'operator' | 'requestId'>;

/** What a message carries, for people: masked when it is shown, whole where one field of it is put right. */
export interface MessageContent {
  mayCorrect(message: StoredMessage): boolean;
  /** Masked. Whose data it is stands in the audit. */
  look(message: StoredMessage, asking: Asking): IsiPesan;
  /** What it carries once its body is corrected. Throws a `Problem` with the mistakes, each at its field. */
  corrected(message: StoredMessage, edits: Edits, asking: Asking): Promise<Asked>;
}

export function createMessageContent(parts: MessageContentParts): MessageContent {
  const { payloads, corrections, document, applicationOf, audit, keyedHash, now } = parts;

  function record(correctable: Correctable, params: Record<string, unknown>, what: string, asking: Asking): void {
    const { service } = correctable;
    const subject = service.subject?.(params) ?? '';
    if (subject === '') return;
    audit.record({
      at: now().getTime(),
      requestId: asking.requestId,
      application: `operator:${asking.operator.name}`,
      ...{ purpose: 'pengoperasian', agreement: '', service: service.name, subject: keyedHash(subject) },
      ...{ fields: '*', outcome: what },
    });
  }

  return {
    mayCorrect: (message) => corrections.of(message) !== undefined && applicationOf(message.application) !== undefined,
    look(message, asking) {
      const asked = opened(() => payloads.open(message));
      const result = opened(() => payloads.openResult(message));
      const correctable = corrections.of(message);
      const body = correctable && corrections.bodyOf(correctable, asked);
      if (correctable && body)
        record(correctable, { ...corrections.pathOf(correctable, message), ...body }, 'dilihat-tersamar', asking);
      return {
        isi: rowsOf(asked),
        hasil: result === null ? [] : rowsOf(result),
        formulir: correctable && body && this.mayCorrect(message) ? formOf(document, correctable.schema, body) : null,
      };
    },
    async corrected(message, edits, asking) {
      const correctable = corrections.of(message);
      const application = applicationOf(message.application);
      if (!correctable || !application) throw notCorrectable(message, correctable !== undefined);
      const body = corrections.bodyOf(
        correctable,
        opened(() => payloads.open(message)),
      );
      const fields = formOf(document, correctable.schema, body);
      checkEdits(edits, fields);
      const wanted = overlaid(body, edits, new Set(fields.map(({ di }) => di)));
      const [purpose = ''] = application.purposes;
      try {
        const given = { application, purpose, body: wanted, headers: {} };
        const { asked, params } = await corrections.correct(correctable, message, given);
        record(correctable, params, 'dikoreksi', asking);
        return asked;
      } catch (error) {
        throw besideItsField(error);
      }
    },
  };
}

function checkEdits({ ubah, hapus }: Edits, fields: ReturnType<typeof formOf>): void {
  const byPath = new Map(fields.map((field) => [field.di, field]));
  const named = [...Object.keys(ubah), ...hapus];
  if (named.length === 0)
    throw new Problem('permintaan-tidak-sah', {
      detail: 'Belum ada isian yang diubah. Untuk mengirimnya apa adanya pakai "Kirim ulang".',
    });
  const mistakes = [
    ...named.filter((di) => !byPath.has(di)).map((di) => ({ di, masalah: 'bukan isian pesan ini' })),
    ...hapus.filter((di) => byPath.get(di)?.wajib).map((di) => ({ di, masalah: 'wajib diisi' })),
  ];
  if (mistakes.length > 0)
    throw new Problem('permintaan-tidak-sah', { detail: 'Perbaikan ini belum dapat dipakai.', mistakes });
}

function notCorrectable({ service }: StoredMessage, hasBody: boolean): Problem {
  return new Problem('bentrok', {
    detail: hasBody
      ? 'Kunci aplikasi pengirimnya sudah dicabut, jadi isinya tidak dapat dikoreksi. Pesan masih dapat dikirim ulang atau dibatalkan.'
      : `Pesan "${service || 'kabar'}" tidak punya isi yang dapat dikoreksi.`,
  });
}

/** The document says `body.pelapor.nama`, the form `pelapor.nama`. */
function besideItsField(error: unknown): unknown {
  const problem = problemFrom(error);
  if (problem.kind === 'kesalahan-internal') return error;
  const { mistakes = [], ...details } = problem.details;
  const beside = mistakes.map(({ di, masalah }) => ({ di: di.replace(/^body\.?/, ''), masalah }));
  return new Problem(problem.kind, { ...details, mistakes: beside }, { cause: error });
}

function opened<Value>(open: () => Value): Value {
  try {
    return open();
  } catch (cause) {
    throw new Problem(
      'bentrok',
      { detail: 'Isi pesan ini tidak dapat dibuka dengan kunci rahasia yang ada. Pasang kembali kunci yang lama.' },
      { cause },
    );
  }
}
