import type { SandboxFault } from '../../connector.ts';
import type { UpstreamAnswer } from '../../sandbox-kit/definition.ts';
import { numberOption } from '../../sandbox-kit/fault-kinds.ts';

export const jsonType = { 'content-type': 'application/json; charset=utf-8' };
const htmlType = { 'content-type': 'text/html; charset=utf-8' };

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): UpstreamAnswer {
  return { status, headers: { ...jsonType, ...headers }, body: JSON.stringify(body) };
}

export function plain(status: number, body: string): UpstreamAnswer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}

function page(status: number, title: string, content: string): UpstreamAnswer {
  const body = `<!DOCTYPE html><html><head><title>${title}</title></head><body>${content}</body></html>`;
  return { status, headers: htmlType, body };
}

const message = (status: number, text: string) => json(status, { message: text });
export const nothingFound = message(404, 'Data tidak ditemukan');
export const keyRefused = message(403, "'token_key_1'");
const sessionEnded = json(200, { status: false, status_code: 403, message: 'Token expired' });

/** The rows of section 7 that a fault puts in place of the answer. */
const instead: Readonly<Record<string, (fault: SandboxFault) => UpstreamAnswer>> = {
  'not-found': () => nothingFound,
  'session-ended': () => sessionEnded,
  'key-refused': () => keyRefused,
  'not-allowed': () => message(500, 'Request tidak diperbolehkan'),
  'login-limited': () => message(403, 'Login dibatasi'),
  'backend-without-json': () => message(500, 'Expecting value: line 1 column 1 (char 0)'),
  'bad-row': () => message(500, 'sql: Scan error on column index 3: cannot scan NULL into *string'),
  overloaded: () => message(500, 'Gagal memproses permintaan'),
  firewall: () =>
    page(403, 'Attention Required!', '<div id="cf-error-details"><h1>Sorry, you have been blocked</h1></div>'),
  'maintenance-page': (fault) => page(numberOption(fault, 'status'), 'Maintenance', '<h1>Sedang maintenance</h1>'),
  'login-page': () => page(200, 'SIPD', '<form><input name="username"><input type="password" name="password"></form>'),
  'mirror-error': ({ message: text }) => json(200, { action: 'get_skpd', status: 'error', message: text }),
  'mirror-number': (fault) => plain(200, String(fault.number)),
};

export function saidInstead(faults: readonly SandboxFault[]): UpstreamAnswer | undefined {
  for (const fault of faults) {
    const say = Object.hasOwn(instead, fault.kind) ? instead[fault.kind] : undefined;
    if (say) return say(fault);
  }
  return undefined;
}

export function hasFault(faults: readonly SandboxFault[], kind: string): boolean {
  return faults.some((fault) => fault.kind === kind);
}

/** Rows as faults bend them as a whole. */
export function bentRows(rows: readonly unknown[], faults: readonly SandboxFault[]): unknown {
  if (hasFault(faults, 'null-rows')) return null;
  if (hasFault(faults, 'rows-by-number')) return Object.fromEntries(rows.entries());
  return rows;
}

/** A form, as a browser's or as a multipart one: planning takes both. */
export function fieldsOf(body: string): Readonly<Record<string, string>> {
  if (!body.startsWith('--')) return Object.fromEntries(new URLSearchParams(body));
  const parts = body.matchAll(/name="([^"]*)"\r?\n\r?\n([\s\S]*?)\r?\n--/g);
  return Object.fromEntries([...parts].map(([, name = '', value = '']) => [name, value]));
}
