import express, { type Request, type Response, Router } from 'express';
import type { Operator, Operators } from '../access/operators.ts';
import { Problem } from '../api/problems.ts';
import { requestIdOf } from '../api/request-id.ts';
import type { Audit } from '../audit/audit.ts';
import { comesFromThePage, cookieOf, tokenOf } from './guard.ts';
import type { Me } from './views/me.ts';

export interface SignInParts {
  readonly operators: Operators;
  readonly audit: Pick<Audit, 'record'>;
  /** What the page should know before anything else. */
  readonly surroundings: () => Promise<Me['hub']>;
  readonly secure: boolean;
  readonly now: () => Date;
}

/** In and out. The only addresses that need no session. */
export function createSignIn({ operators, audit, surroundings, secure, now }: SignInParts): Router {
  const router = Router();
  const write = (request: Request, name: string, service: string, outcome: string) =>
    audit.record({
      at: now().getTime(),
      requestId: requestIdOf(request.headers['x-request-id']),
      application: `operator:${name}`,
      ...{ purpose: 'pengoperasian', agreement: '', service, subject: '', fields: '', outcome },
    });

  router.get('/saya', async (request, response) => {
    const token = tokenOf(request.headers);
    const session = token === undefined ? undefined : await operators.find(token);
    response.setHeader('Cache-Control', 'no-store');
    response.json({
      hub: await surroundings(),
      ...(session ? { operator: shown(session.operator) } : {}),
    } satisfies Me);
  });

  router.post('/masuk', express.json({ limit: '4kb' }), async (request, response) => {
    if (!comesFromThePage(request.headers))
      throw new Problem('permintaan-tidak-sah', { detail: 'Permintaan ini tidak datang dari halaman konsol.' });
    const given = credentialsOf(request.body);
    const came = await operators.signIn({ ...given, address: request.socket.remoteAddress ?? '' });
    const known = (await operators.list()).some(({ name }) => name === given.name);
    const name = known ? given.name : '?'; // somebody may have typed a password into the wrong field
    response.setHeader('Cache-Control', 'no-store');
    if (came.kind === 'masuk') {
      write(request, name, 'konsol.masuk', 'dilakukan');
      const { expiresAt, operator } = came.session;
      response.setHeader('Set-Cookie', cookieOf(came.token, { expiresAt, secure }));
      response.json({ hub: await surroundings(), operator: shown(operator) } satisfies Me);
    } else if (came.kind === 'perlu-kode') response.json({ perluKode: true });
    else {
      write(request, name, 'konsol.masuk', 'ditolak');
      throw refusalOf(came);
    }
  });

  router.post('/keluar', async (request: Request, response: Response) => {
    const token = tokenOf(request.headers);
    const session = token === undefined ? undefined : await operators.find(token);
    if (token !== undefined) await operators.signOut(token);
    if (session) write(request, session.operator.name, 'konsol.keluar', 'dilakukan');
    response.setHeader('Set-Cookie', cookieOf('', { expiresAt: 0, secure }));
    response.status(204).end();
  });
  return router;
}

function credentialsOf(body: unknown) {
  const { nama, sandi, kode } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  if (typeof nama !== 'string' || typeof sandi !== 'string' || nama === '' || sandi === '')
    throw new Problem('permintaan-tidak-sah', { detail: 'Isi nama dan kata sandi.' });
  return { name: nama, password: sandi, ...(typeof kode === 'string' && kode !== '' ? { code: kode } : {}) };
}

function refusalOf(came: { kind: 'salah' } | { kind: 'terlalu-sering'; retryAfterSeconds: number }): Problem {
  if (came.kind === 'salah')
    return new Problem('belum-masuk', { detail: 'Nama, kata sandi, atau kode tidak cocok. Periksa dan coba lagi.' });
  const minutes = Math.ceil(came.retryAfterSeconds / 60);
  return new Problem('batas-terlampaui', {
    detail: `Terlalu banyak percobaan masuk. Coba lagi dalam ${minutes} menit.`,
    headers: { 'Retry-After': String(came.retryAfterSeconds) },
  });
}

function shown({ id, name, role, twoFactor }: Operator): NonNullable<Me['operator']> {
  return { id, nama: name, peran: role, duaLangkah: twoFactor };
}
