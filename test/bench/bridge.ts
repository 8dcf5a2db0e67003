import { createDecipheriv, createHash, createHmac } from 'node:crypto';
import { Agent } from 'node:http';
import type { AddressInfo } from 'node:net';
import axios from 'axios';
import express from 'express';
import LZString from 'lz-string';

/**
 * What a hospital's developer writes by hand in an afternoon, and the yardstick for a miss: one route, no cache, no key,
 * no checks, no log. Takes the address of VClaim.
 */
const [, , baseURL = ''] = process.argv;
const consumerId = '1000';
const consumerSecret = 'contoh-rahasia';
const userKey = 'kunci-vclaim-1000';

const vclaim = axios.create({ baseURL, httpAgent: new Agent({ keepAlive: true }), timeout: 8000 });

function decrypt(sealed: string, timestamp: string): unknown {
  const key = createHash('sha256').update(`${consumerId}${consumerSecret}${timestamp}`).digest();
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16));
  const compressed = decipher.update(sealed, 'base64', 'utf8') + decipher.final('utf8');
  return JSON.parse(LZString.decompressFromEncodedURIComponent(compressed));
}

const app = express();

app.get('/v1/jkn/peserta/:nik', async (request, response) => {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', consumerSecret).update(`${consumerId}&${timestamp}`).digest('base64');
  const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
  const { data } = await vclaim.get(`/Peserta/nik/${request.params.nik}/tglSEP/${today}`, {
    headers: { 'X-cons-id': consumerId, 'X-timestamp': timestamp, 'X-signature': signature, user_key: userKey },
  });
  if (String(data.metaData.code) !== '200') {
    response.status(502).json(data.metaData);
    return;
  }
  response.json(decrypt(data.response, timestamp));
});

const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
