import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import express, { type Request, type Response, Router } from 'express';
import { mayDo, type Operators } from '../access/operators.ts';
import { Problem } from '../api/problems.ts';
import { requestIdOf } from '../api/request-id.ts';
import { explain } from '../api/validation.ts';
import type { Audit } from '../audit/audit.ts';
import { audited } from './audited.ts';
import { type ConsoleRequest, Download, type Endpoint, Stream } from './endpoint.ts';
import { comesFromThePage, tokenOf } from './guard.ts';

export interface RouterParts {
  readonly endpoints: readonly Endpoint[];
  readonly operators: Pick<Operators, 'find'>;
  readonly audit: Pick<Audit, 'record' | 'available'>;
  readonly now: () => Date;
  /** Ends with the hub. */
  readonly stopping: AbortSignal;
}

/** A mapping is the longest that somebody types; a release has a few dozen. */
const MOST_BODY = '1mb';

/** Routes made from the list of endpoints. Every check stands here, once: who it is, what they may, and what was sent. */
export function createRouter({ endpoints, operators, audit, now, stopping }: RouterParts): Router {
  const router = Router({ caseSensitive: true, strict: true });
  const ajv = new Ajv2020({ strict: false, allErrors: true, code: { optimize: false } });
  addFormats.default(ajv);
  router.use((request, _response, next) => {
    if (request.method !== 'GET' && !comesFromThePage(request.headers))
      throw new Problem('permintaan-tidak-sah', { detail: 'Permintaan ini tidak datang dari halaman konsol.' });
    next();
  });
  router.use(express.json({ limit: MOST_BODY, strict: true }));
  for (const endpoint of endpoints) {
    const check = endpoint.body && ajv.compile(endpoint.body);
    const known = new Set(endpoint.query);
    const method = endpoint.method.toLowerCase() as 'get' | 'post' | 'put' | 'delete';
    router[method](endpoint.path, async (request, response) => {
      const { operator } = await signedIn(request);
      if (!mayDo(operator.role, endpoint.role))
        throw new Problem('peran-kurang', { detail: `Untuk ini perlu peran ${endpoint.role} atau lebih.` });
      if (check && !check(request.body))
        throw new Problem('permintaan-tidak-sah', {
          detail: 'Isian belum benar.',
          mistakes: explain(check.errors ?? [], '').map(withoutLeadingDot),
        });
      const asked: ConsoleRequest = {
        operator,
        params: request.params as Readonly<Record<string, string>>,
        query: queryOf(request, known),
        body: request.body,
        stillSignedIn: async () => (await sessionOf(request)) !== undefined,
        requestId: requestIdOf(request.headers['x-request-id']),
        signal: AbortSignal.any([stopping, goneOf(response)]),
      };
      send(await audited(endpoint, asked, { audit, now }), response);
    });
  }
  router.use((request) => {
    throw new Problem('alamat-tidak-dikenal', { detail: `Konsol tidak mengenal ${request.method} di alamat ini.` });
  });
  return router;

  async function sessionOf({ headers }: Request) {
    const token = tokenOf(headers);
    return token === undefined ? undefined : operators.find(token);
  }

  async function signedIn(request: Request) {
    const session = await sessionOf(request);
    if (!session) throw new Problem('belum-masuk', { detail: 'Sesi tidak ada atau sudah berakhir. Masuk lagi.' });
    return session;
  }
}

/** The page shows a mistake beside its field, whose name stands alone. */
function withoutLeadingDot({ di, masalah }: { di: string; masalah: string }) {
  return { di: di.replace(/^\./, ''), masalah };
}

function queryOf(request: Request, known: ReadonlySet<string>): Readonly<Record<string, string>> {
  const query: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.query)) {
    if (!known.has(name) || typeof value !== 'string')
      throw new Problem('permintaan-tidak-sah', {
        detail: 'Alamat berisi parameter yang tidak dikenal.',
        mistakes: [{ di: name.slice(0, 60), masalah: 'tidak dikenal, atau lebih dari satu kali' }],
      });
    if (value !== '') query[name] = value;
  }
  return query;
}

function goneOf(response: Response): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return gone.signal;
}

function send(answer: unknown, response: Response): void {
  response.setHeader('Cache-Control', 'no-store');
  if (answer instanceof Stream) answer.write(response);
  else if (answer instanceof Download) {
    response.setHeader('Content-Disposition', `attachment; filename="${answer.name}"`);
    response.type(answer.type).send(typeof answer.bytes === 'string' ? answer.bytes : Buffer.from(answer.bytes));
  } else if (answer === undefined) response.status(204).end();
  else response.json(answer);
}
