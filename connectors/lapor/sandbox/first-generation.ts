import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';
import type { UpstreamAnswer, UpstreamRequest } from '../../sandbox-kit/definition.ts';
import { edited } from '../../sandbox-kit/json-edits.ts';
import { isRecord, wireJson } from '../../sandbox-kit/wire-json.ts';
import { jsonType, loginPage, xmlType } from './answers.ts';
import { type Desk, takeXml, textOf } from './intake.ts';
import { topics } from './reference.ts';
import type { LaporSettingValues } from './settings.ts';

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  attributesGroupName: '$',
  parseTagValue: false,
  trimValues: false,
});
const builder = new XMLBuilder({});

/** Section 2.1. The error form is unknown: an `error` inside the same root is a guess. */
export function intakeXml(request: UpstreamRequest, desk: Desk, settings: LaporSettingValues): UpstreamAnswer {
  const { body, faults } = request;
  if (faults.some(({ kind }) => kind === 'login-page')) return loginPage;
  const answer = (content: unknown): UpstreamAnswer => ({
    status: 200,
    headers: xmlType,
    body: `<?xml version="1.0" encoding="UTF-8"?>${builder.build({ [settings.xmlRoot]: edited(content, faults) })}`,
  });
  if (XMLValidator.validate(body) !== true) return answer({ error: 'XML tidak sah' });
  const { lapor } = parser.parse(body) as { lapor?: unknown };
  if (!isRecord(lapor) || attribute(lapor, 'token') !== settings.xmlToken)
    return answer({ error: 'Token tidak valid' });
  const { laporan, pelapor } = lapor;
  const isi = isRecord(laporan) ? textOf(laporan.isi) : '';
  if (!isRecord(laporan) || isi === '') return answer({ error: 'Isi laporan kosong' });
  const reporter = isRecord(pelapor) ? pelapor : {};
  const nama = `${textOf(reporter.namadepan)} ${textOf(reporter.namabelakang)}`.trim();
  const intake = {
    isi,
    anonim: attribute(laporan, 'anonim') === '1',
    rahasia: attribute(laporan, 'rahasia') === '1',
    pelapor: { nama, telepon: textOf(reporter.telpon) || null, email: textOf(reporter.email) || null },
  };
  const { tracking_id: trackingid, transaksi_id: transaksiid } = takeXml(intake, desk);
  return answer({ trackingid, transaksiid });
}

function attribute(element: Readonly<Record<string, unknown>>, name: string): unknown {
  return isRecord(element.$) ? element.$[name] : undefined;
}

/** Section 2.2. How a wrong KEYTOKEN is refused is unknown. */
export function getTopics({ body, faults }: UpstreamRequest, settings: LaporSettingValues): UpstreamAnswer {
  if (faults.some(({ kind }) => kind === 'login-page')) return loginPage;
  const isLetIn = new URLSearchParams(body).get('KEYTOKEN') === settings.keyToken;
  const rows = topics.map(({ id, induk_id: parent, nama: topic_name }) => ({ id, parent, topic_name }));
  const isObject = faults.some(({ kind }) => kind === 'object-for-list');
  const answer = isLetIn ? (isObject ? { topics: rows } : rows) : { error: 'KEYTOKEN tidak valid' };
  return { status: 200, headers: jsonType, body: wireJson(edited(answer, faults)) };
}
