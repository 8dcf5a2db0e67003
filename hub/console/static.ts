import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Request, Response } from 'express';

const BUILT = fileURLToPath(new URL('page/dist', import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

type Encoding = 'br' | 'gzip' | 'identity';

interface Built {
  readonly type: string;
  /** Compressed when it is first asked for so: all of them at once would hold everybody else up. */
  readonly as: (encoding: Encoding) => Buffer;
}

export interface Page {
  /** Answers with a file of the page where the path is one of them. */
  file(request: Request, response: Response): boolean;
  /** The page itself: whatever the address, it finds its way. */
  index(request: Request, response: Response): void;
}

const NOT_BUILT = `<!doctype html><html lang="id"><meta charset="utf-8"><title>Konsol Simpul</title>
<p>Halaman konsol belum dibuat pada pemasangan ini. Jalankan <code>npm run build</code>, lalu muat ulang.</p></html>`;

/** The built page, read at the first request: it is small, and most hubs of a test are never asked for it. */
export function createPage(directory = BUILT): Page {
  let files: ReadonlyMap<string, Built> | undefined;
  const all = () => {
    files ??= readAll(directory);
    return files;
  };
  return {
    file(request, response) {
      const found = all().get(request.path.replace(/^\//, ''));
      if (!found || request.path.endsWith('.html')) return false;
      // in assets/ names carry a hash of what is in them
      const lasting = request.path.startsWith('/assets/');
      response.setHeader('Cache-Control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
      send(found, request, response);
      return true;
    },
    index(request, response) {
      response.setHeader('Cache-Control', 'no-cache');
      const page = all().get('index.html');
      if (page) send(page, request, response);
      else response.status(503).type('html').send(NOT_BUILT);
    },
  };
}

function readAll(directory: string): ReadonlyMap<string, Built> {
  if (!existsSync(directory)) return new Map();
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) => extname(name) in TYPES);
  return new Map(names.map((name) => [name.replaceAll('\\', '/'), built(join(directory, name))]));
}

const COMPRESS: Readonly<Record<Encoding, (plain: Buffer) => Buffer>> = {
  br: (plain) => brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (plain) => gzipSync(plain),
  identity: (plain) => plain,
};

function built(file: string): Built {
  const plain = readFileSync(file);
  const made: Partial<Record<Encoding, Buffer>> = {};
  return {
    type: TYPES[extname(file)] ?? 'application/octet-stream',
    as(encoding) {
      made[encoding] ??= COMPRESS[encoding](plain);
      return made[encoding];
    },
  };
}

function send({ type, as }: Built, request: Request, response: Response): void {
  const encoding = (request.acceptsEncodings('br', 'gzip', 'identity') || 'identity') as Encoding;
  const body = as(encoding);
  if (encoding !== 'identity') response.setHeader('Content-Encoding', encoding);
  response.setHeader('Vary', 'Accept-Encoding');
  response.setHeader('Content-Type', type);
  response.setHeader('Content-Length', body.length);
  response.end(request.method === 'HEAD' ? undefined : body);
}
