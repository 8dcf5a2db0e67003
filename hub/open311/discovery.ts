import type { Request } from 'express';
import type { Catalogue } from './catalogue.ts';
import type { Open311Parts } from './parts.ts';

export const BASE = '/open311/v2';
const CONTACT = 'Dinas Komunikasi dan Informatika (Diskominfo) kota ini';

/** Where everything is and how to get a key. A new `changeset` means that services are to be read again. */
export function discoveryOf(request: Request, { since }: Catalogue, parts: Open311Parts) {
  const { contact = CONTACT, type = 'production' } = parts;
  const changeset = since.toISOString();
  return {
    changeset,
    contact,
    key_service: `Mintalah kunci aplikasi dengan cakupan laporan:tulis. ${contact}`,
    endpoints: [
      {
        specification: 'http://wiki.open311.org/GeoReport_v2',
        url: `${originOf(request, parts)}${BASE}`,
        changeset,
        type,
        formats: ['text/xml', 'application/json'],
      },
    ],
  };
}

const HOST = /^[0-9a-z.-]+(:\d{1,5})?$|^\[[0-9a-f:]+\](:\d{1,5})?$/i;

function originOf({ headers }: Request, { publicUrl }: Open311Parts): string {
  if (publicUrl) return publicUrl().replace(/\/+$/, '');
  const { host = '' } = headers;
  return HOST.test(host) ? `http://${host}` : '';
}
