import { expect, test } from '@jest/globals';
import { readXml, writeXml } from '../../../connectors/lapor/xml.ts';
import { found } from '../wanted.ts';
import { type Answering, ask, XML_TOKEN } from './reading.ts';
import { KIRIMAN } from './wire.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';

// Section 2.1: the example, to the letter.
test('the intake of the notes', async () => {
  let sent: Parameters<Answering>[0] | undefined;
  const asked = {
    ...KIRIMAN,
    judul: 'Lampu',
    isi: 'padam.',
    anonim: true,
    rahasia: true,
    pelapor: { nama: 'Bunga Contoh', telepon: '0800000000', email: 'uji@contoh.invalid' },
  };
  const verdict = await ask({ release: 'legacy-xml', operation: 'laporan-kirim', asked }, async (request) => {
    sent = request;
    return { status: 200, headers: {}, text: '<r><trackingid>6340753</trackingid></r>' };
  });
  expect(verdict).toMatchObject(found({ trackingId: '6340753', transaksiId: null }));
  expect(sent).toMatchObject({
    method: 'POST',
    url: 'http://127.0.0.1:1/api/stream/addstream',
    headers: { 'Content-Type': 'text/xml; charset=UTF8' },
    body:
      `${HEAD}<lapor token="${XML_TOKEN}"><pelapor><email>uji@contoh.invalid</email><telpon>0800000000</telpon>` +
      '<namadepan>Bunga</namadepan><namabelakang>Contoh</namabelakang></pelapor>' +
      '<laporan rahasia="1" anonim="1"><isi>Lampu\n\npadam.</isi></laporan></lapor>',
  });
});

test.each([
  { text: 'a & b', written: 'a &amp; b' },
  { text: '<isi>', written: '&lt;isi&gt;' },
  { text: ']]>', written: ']]&gt;' },
  { text: '&amp;', written: '&amp;amp;' },
  {
    text: '</isi></laporan><laporan anonim="0">',
    written: '&lt;/isi&gt;&lt;/laporan&gt;&lt;laporan anonim=&quot;0&quot;&gt;',
  },
  { text: 'a\u0000\u000b\u001f\ufffeb', written: 'ab' },
  { text: 'a\ud800b', written: 'ab' },
  { text: 'baris\nbaris\ttab', written: 'baris\nbaris\ttab' },
  { text: 'é 漢 🙂', written: 'é 漢 🙂' },
  { text: '%&;', written: '%&amp;;' },
])('$text is written $written', ({ text, written }) => {
  expect(writeXml({ isi: text })).toBe(`${HEAD}<isi>${written}</isi>`);
});

test('an attribute is escaped too', () => {
  expect(writeXml({ lapor: { '@token': 'a"b<c>&d', isi: '' } })).toContain('token="a&quot;b&lt;c&gt;&amp;d"');
});

test.each(['a & b', '<isi>', ']]>', '&amp;', '&#65;', '\'"', 'é 漢 🙂', 'a\nb'])('%j comes back as it went', (text) => {
  expect(readXml(writeXml({ r: { isi: text } }))).toEqual({ isi: text });
});

test.each([
  { given: '<r><trackingid>0012345</trackingid></r>', want: { trackingid: '0012345' } },
  {
    given: '\ufeff<?xml version="1.0"?>\n<r>\n <trackingid> 6340753 </trackingid>\n</r>\n',
    want: { trackingid: '6340753' },
  },
  { given: '<r a="1"><trackingid b="2"><![CDATA[6340753]]></trackingid></r>', want: { trackingid: '6340753' } },
  { given: '<r><!-- 1 --><trackingid>6340753</trackingid></r>', want: { trackingid: '6340753' } },
  { given: '<trackingid>6340753</trackingid>', want: { trackingid: '6340753' } },
  { given: '<r><a>&#65;&#x42;&lt;&unknown;</a></r>', want: { a: 'AB<&unknown;' } },
  { given: '<r><a>&#0;&#xD800;&#x110000;</a></r>', want: { a: '&#0;&#xD800;&#x110000;' } },
  { given: '<r/>', want: { r: '' } },
  { given: '', want: undefined },
  { given: 'Terima kasih', want: undefined },
  { given: '<r><trackingid>63407', want: undefined },
  { given: '<r><a></b></r>', want: undefined },
  { given: '<a>1</a><b>2</b>', want: undefined },
])('$given reads $want', ({ given, want }) => expect(readXml(given)).toEqual(want));

// A DOCTYPE may define what it likes: nothing is fetched, nothing grows.
test.each([
  '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r><trackingid>&x;</trackingid></r>',
  '<!DOCTYPE r SYSTEM "http://127.0.0.1:1/x.dtd"><r><trackingid>&x;</trackingid></r>',
  '<!DOCTYPE r [<!ENTITY a "1234567"><!ENTITY x "&a;&a;&a;&a;&a;&a;&a;&a;">]><r><trackingid>&x;</trackingid></r>',
  '<!DOCTYPE r [<!ENTITY x "6340753">]><r><trackingid>&x;</trackingid></r>',
])('%s expands to nothing', (text) => {
  expect([undefined, '&x;']).toContain(readXml(text)?.trackingid);
});

test('a member called __proto__ is a member', () => {
  expect(({} as Record<string, unknown>).trackingid).toBeUndefined();
  readXml('<r><__proto__><trackingid>6340753</trackingid></__proto__></r>');
  expect(({} as Record<string, unknown>).trackingid).toBeUndefined();
});
