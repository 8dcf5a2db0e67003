import type { SandboxFault } from '../../connector.ts';
import { numberOption, textOption } from '../../sandbox-kit/fault-kinds.ts';
import { bad, type Finding } from './answers.ts';
import { type Complaint, wireComplaint } from './complaint.ts';

/** What a fault says in place of the upstream; nothing is done then. */
export function saidInstead(faults: readonly SandboxFault[]): Finding | undefined {
  const fault = faults.find(({ kind }) => kind === 'turn-down');
  if (!fault) return undefined;
  return bad(numberOption(fault, 'status'), textOption(fault, 'pesan'), textOption(fault, 'kode') || undefined);
}

/** A complaint on the wire, as the faults of its content bend it. */
export function bentComplaint(complaint: Complaint, faults: readonly SandboxFault[]): Record<string, unknown> {
  const showReporter = !complaint.anonim || faults.some(({ kind }) => kind === 'anonymous-with-reporter');
  const row = wireComplaint(complaint, showReporter);
  for (const fault of faults) {
    switch (fault.kind) {
      case 'null-tindak-lanjut':
        row.tindak_lanjut = null;
        break;
      case 'unknown-status':
        row.status = textOption(fault, 'status');
        break;
      case 'numeric-tracking-id':
        row.tracking_id = Number(row.tracking_id);
        break;
      case 'object-for-list':
        row.disposisi = {};
        break;
      default: // not a fault of a complaint
    }
  }
  return row;
}

export function bentPage(
  rows: readonly Record<string, unknown>[],
  faults: readonly SandboxFault[],
): readonly Record<string, unknown>[] | object {
  if (faults.some(({ kind }) => kind === 'object-for-list')) return { laporan: rows };
  if (!faults.some(({ kind }) => kind === 'out-of-order')) return rows;
  const newest = rows.at(-1)?.diubah;
  return rows.toReversed().map((row) => ({ ...row, diubah: newest }));
}

/** Where a number is a fault in an answer that is no complaint. */
export function bentReceipt<Receipt extends { readonly tracking_id: string }>(
  receipt: Receipt,
  faults: readonly SandboxFault[],
): object {
  const isNumeric = faults.some(({ kind }) => kind === 'numeric-tracking-id');
  return isNumeric ? { ...receipt, tracking_id: Number(receipt.tracking_id) } : receipt;
}
