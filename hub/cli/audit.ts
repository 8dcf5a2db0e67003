import type { Named } from '../audit/chain.ts';
import { type AuditReport, verifyAudit } from '../audit/verify.ts';
import { wordsOfBreak } from '../audit/words.ts';
import type { KeptAuditRecord } from '../store/audit.ts';
import { sealsOf } from '../store/sealing.ts';
import { CommandError } from './command-error.ts';
import { instantOf } from './instant.ts';
import { table } from './table.ts';
import { type ConfigOption, withSecrets, withStore } from './with-store.ts';

interface VerifyOptions extends ConfigOption {
  readonly from?: number;
  readonly known?: readonly Named[];
}

const TOLD_EVERY_MS = 1000;

export async function verify({ from, known, ...options }: VerifyOptions): Promise<void> {
  await withSecrets(options, async (store, secretKey) => {
    let told = performance.now();
    const report = await verifyAudit(store.audit, sealsOf(secretKey).auditKey, {
      ...(from === undefined ? {} : { from }),
      ...(known === undefined ? {} : { known }),
      onProgress({ records, last }) {
        if (performance.now() - told < TOLD_EVERY_MS) return;
        told = performance.now();
        process.stderr.write(`${records} records read, up to ${timeOf(last.at)}\n`);
      },
    });
    tell(report);
    if (report.broken > 0)
      throw new CommandError(`the audit is broken in ${report.broken} place${report.broken === 1 ? '' : 's'}`);
  });
}

function tell({ records, chains, unchained, newest, breaks, broken }: AuditReport): void {
  const lines = breaks.map((one) => `BROKEN  ${wordsOfBreak(one, timeOf).en}`);
  if (broken > breaks.length) lines.push(`BROKEN  and ${broken - breaks.length} more`);
  if (broken >= records && records > 0)
    lines.push('If the secret key was changed, verify with the one that these records were written with.');
  lines.push(`${records} records on ${chains} chain${chains === 1 ? '' : 's'}`);
  if (unchained > 0)
    lines.push(`${unchained} of them are from before there were chains: nobody can say whether they are as they were`);
  if (newest)
    lines.push(
      `newest record: ${newest.sequence}:${newest.mac}   (${timeOf(newest.at)}; note it down elsewhere, for --known)`,
    );
  process.stdout.write(`${lines.join('\n')}\n`);
}

interface ListOptions extends ConfigOption {
  readonly application?: string;
  readonly service?: string;
  readonly subject?: string;
  readonly from?: Date;
  readonly to?: Date;
  readonly before?: number;
  readonly limit: number;
}

export async function list(options: ListOptions): Promise<void> {
  const { config: _, from, to, ...filter } = options;
  const during = { ...(from ? { from: from.getTime() } : {}), ...(to ? { to: to.getTime() } : {}) };
  await withStore(options, async ({ audit }) => {
    const records = await audit.list({ ...filter, ...during });
    const headings = ['record', 'at', 'who', 'for', 'service', 'outcome', 'fields', 'about'];
    process.stdout.write(table([headings, ...records.map(rowOf)]));
  });
}

const LONGEST_FIELDS = 40;

function rowOf({ sequence, at, application, purpose, service, outcome, fields, subject }: KeptAuditRecord) {
  const short = fields.length > LONGEST_FIELDS ? `${fields.slice(0, LONGEST_FIELDS)}...` : fields;
  return [String(sequence), instantOf(at), application, purpose, service, outcome, short || '-', subject || '-'];
}

function timeOf(at: number): string {
  return `${instantOf(at)} UTC`;
}
