import type { Request, Response } from 'express';
import { requestIdOf } from '../api/request-id.ts';
import { Fault } from './fault.ts';
import { legalText, toXml } from './xml.ts';

export type Format = 'json' | 'xml';

const CONTENT_TYPES: Readonly<Record<Format, string>> = {
  json: 'application/json; charset=utf-8',
  xml: 'text/xml; charset=utf-8',
};

/** What the last part of an address says: an id or a list, and the format behind it. */
export interface Named {
  readonly name: string;
  /** `undefined`: none is named. */
  readonly extension: string | undefined;
}

/** Only letters make an extension: a service code may have a dot in it. */
export function splitExtension(part: string): Named {
  const [, name = part, extension] = /^(.*)\.([a-z]{1,8})$/i.exec(part) ?? [];
  return { name, extension: extension?.toLowerCase() };
}

/** The named format, else the wished one, else JSON. Throws a `Fault` for one that there is not. */
export function formatOf(request: Request, extension: string | undefined): Format {
  if (extension === undefined) return wishedFormat(request);
  if (extension === 'json' || extension === 'xml') return extension;
  throw new Fault(400, ['format not supported: akhiri alamat dengan .json atau .xml']);
}

/** For whoever named a wrong one, or none. */
export function errorFormatOf(request: Request): Format {
  const { extension } = splitExtension(request.path.slice(request.path.lastIndexOf('/') + 1));
  return extension === 'json' || extension === 'xml' ? extension : wishedFormat(request);
}

function wishedFormat(request: Request): Format {
  const wished = request.accepts(['application/json', 'text/xml', 'application/xml']);
  return wished === 'text/xml' || wished === 'application/xml' ? 'xml' : 'json';
}

/** `root` is the element that XML puts around it. */
export function send(request: Request, response: Response, format: Format, root: string, value: unknown): void {
  write(request, response, { status: 200, format, root, value, headers: {} });
}

export function sendFault(request: Request, response: Response, fault: Fault): void {
  const { status, descriptions, headers } = fault;
  const value = descriptions.map((description) => ({ code: status, description }));
  write(request, response, { status, format: errorFormatOf(request), root: 'errors', value, headers });
}

interface Written {
  readonly status: number;
  readonly format: Format;
  readonly root: string;
  readonly value: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

function write(request: Request, response: Response, { status, format, root, value, headers }: Written): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const legal = legalValue(value);
  const body = format === 'xml' ? toXml(root, legal) : JSON.stringify(legal);
  response.writeHead(status, {
    ...headers,
    'Content-Type': CONTENT_TYPES[format],
    'Content-Length': Buffer.byteLength(body),
    // a complaint may become secret at any moment
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'X-Request-Id': requestIdOf(request.headers['x-request-id']),
    Vary: 'Accept',
  });
  response.end(body);
}

function legalValue(value: unknown): unknown {
  if (typeof value === 'string') return legalText(value);
  if (Array.isArray(value)) return value.map(legalValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, below]) => [name, legalValue(below)]));
}
