import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { vclaim1Facade } from '../../connectors/bpjs/facade.ts';
import { getJsonFacade } from '../../connectors/dukcapil/facade.ts';
import { parseExactJson } from '../../connectors/exact-json.ts';
import { xml1Facade } from '../../connectors/lapor/facade.ts';
import { readXml } from '../../connectors/lapor/xml.ts';

/** The check vector of the BPJS document, section 2. */
const VECTOR = {
  'x-cons-id': '1000',
  'x-timestamp': '1767225600',
  'x-signature': 'cN+WHxxsevXTK2PvmH7pwFH5XsxzxyY14xjrXUWIw4M=',
};
const at = (seconds: number) => ({ now: new Date((1_767_225_600 + seconds) * 1000), clockToleranceSeconds: 300 });

test('a call signed as the BPJS document prints it is good for as long as clocks may be off, both ways', () => {
  const received = vclaim1Facade.receive({ headers: VECTOR, body: '' });
  if (received.kind !== 'claimed') throw new Error('no id');
  expect(received.id).toBe('1000');
  for (const seconds of [-300, 0, 300]) expect(received.check('contoh-rahasia', at(seconds))).toBeUndefined();
  for (const seconds of [-301, 301])
    expect(received.check('contoh-rahasia', at(seconds))).toMatchObject({ because: 'auth' });
  expect(received.check('lain', at(0))).toMatchObject({ sentence: 'Signature Service Tidak Sesuai' });
  expect(received.check(undefined, at(0))).toMatchObject({ sentence: expect.stringMatching(/^Unauthorized!/) });
});

const all = { vclaim1Facade, getJsonFacade, xml1Facade };
const texts = fc.oneof(
  fc.string(),
  fc.json(),
  fc.constantFrom('<a b="c"/>', '<!DOCTYPE x [<!ENTITY y "z">]><x>&y;</x>', '{"USER_ID":{}}'),
);

test.each(Object.entries(all))('%s takes whatever comes without throwing', (_name, facade) => {
  const header = fc.constantFrom('x-cons-id', 'x-timestamp', 'x-signature');
  fc.assert(
    fc.property(
      fc.dictionary(header, fc.string()),
      texts,
      fc.option(fc.string(), { nil: undefined }),
      (headers, body, secret) => {
        const received = facade.receive({ headers, body });
        const refusal = received.kind === 'claimed' ? received.check(secret, at(0)) : received;
        if (secret === undefined)
          expect(refusal).toMatchObject({ because: expect.stringMatching(/^(auth|misasked)$/) });
      },
    ),
  );
});

test('whatever a record holds is written whole', () => {
  const long = fc.bigInt({ min: 2n ** 53n, max: 10n ** 16n });
  const payload = fc.record({ NIK: long, NAMA: fc.string({ unit: 'binary' }), nothing: fc.constant(null) });
  fc.assert(
    fc.property(payload, (record) => {
      const { body } = getJsonFacade.answer({ http: 200, payload: record });
      expect(parseExactJson(body)).toMatchObject({ content: [record] });
      const vclaim = vclaim1Facade.answer({ http: 200, code: '200', sentence: 'OK', payload: record });
      expect(parseExactJson(vclaim.body)).toEqual({ metaData: { code: '200', message: 'OK' }, response: record });
    }),
  );
});

test('a sentence with signs of XML in it is a sentence', () => {
  const { body, status } = xml1Facade.answer({ http: 422, sentence: 'a < b & "c" </error>' });
  expect(status).toBe(422);
  expect(readXml(body)).toEqual({ error: 'a < b & "c" </error>' });
});

test('attributes and elements of a complaint are read apart, and no entity is expanded', () => {
  const body = '<lapor token="{A&amp;B}"><laporan rahasia="1" anonim="0"><isi>a &lt; b</isi></laporan></lapor>';
  expect(xml1Facade.receive({ headers: {}, body })).toMatchObject({
    kind: 'claimed',
    id: '{A&B}',
    body: { laporan: { '@rahasia': '1', '@anonim': '0', isi: 'a < b' } },
  });
});
