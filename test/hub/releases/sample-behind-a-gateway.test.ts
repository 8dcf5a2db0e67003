import { expect, test } from '@jest/globals';
import { lapor } from '../../../connectors/lapor/connector.ts';
import { loadMappings } from '../../../hub/mapping/load.ts';
import type { Operation } from '../../../hub/mapping/release.ts';
import { readSample } from '../../../hub/releases/sample.ts';

const ROWS = [{ id: '3', induk_id: '0', nama: 'Perhubungan' }];

test('an answer that came behind a gateway is read again without a token', async () => {
  const operation = loadMappings().releases.get('lapor/usulan-1')?.operations.get('kategori') as Operation;
  const splp = {
    tokenUrl: 'http://127.0.0.1:1/oauth2/token',
    clientId: 'binjai-uji',
    clientSecret: 'rahasia-splp-uji',
  };
  const config = { services: { 'usulan-1': { baseUrl: 'http://127.0.0.1:1/lapor/v1', splp } } };
  const protocol = lapor.protocols['json-1'];
  const text = JSON.stringify({ sukses: true, pesan: 'OK', data: ROWS });
  const response = { status: 200, headers: { 'content-type': 'application/json' }, text };
  const verdict = await readSample({ instance: 'lapor', protocol, config, settings: {} }, operation, {
    at: 0,
    response,
  });
  expect(verdict).toMatchObject({ kind: 'found', value: [{ id: '3', nama: 'Perhubungan' }] });
});
