import { openEnvelope } from './envelope.ts';
import { VClaimUnreachable } from './errors.ts';
import { type Peserta, readPeserta } from './peserta.ts';
import { member, type Place } from './reading.ts';
import { type Rujukan, readRujukan, readRujukanList } from './rujukan.ts';
import { type Consumer, signedHeaders } from './signing.ts';

export interface VClaimSettings {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly consumer: Consumer;
  readonly now?: () => Date;
  /** What peers allow VClaim is ten seconds. */
  readonly timeoutMs?: number;
}

export interface Told<Value> {
  readonly value: Value;
  /** The words of metaData. */
  readonly message: string;
  readonly headers: Headers;
}

/** VClaim 1.1. Each question throws one of the four errors of `errors.ts`, and nothing else. */
export interface VClaim {
  /** `tglSEP` is the day of the visit, `yyyy-MM-dd`. */
  pesertaByNik(nik: string, tglSEP: string): Promise<Told<Peserta>>;
  pesertaByCard(noKartu: string, tglSEP: string): Promise<Told<Peserta>>;
  rujukan(noRujukan: string): Promise<Told<Rujukan>>;
  rujukanOfCard(noKartu: string): Promise<Told<readonly Rujukan[]>>;
}

export function createVClaim(settings: VClaimSettings): VClaim {
  const ask = async <Value>(path: readonly string[], name: string, read: (place: Place) => Value) => {
    const { status, body, headers } = await get(settings, `/${path.map(encodeURIComponent).join('/')}`);
    const { response, message } = openEnvelope(status, body);
    return { value: read(member(response, name)), message, headers };
  };
  return {
    pesertaByNik: (nik, tglSEP) => ask(['Peserta', 'nik', nik, 'tglSEP', tglSEP], 'peserta', readPeserta),
    pesertaByCard: (noKartu, tglSEP) => ask(['Peserta', 'nokartu', noKartu, 'tglSEP', tglSEP], 'peserta', readPeserta),
    rujukan: (noRujukan) => ask(['Rujukan', noRujukan], 'rujukan', readRujukan),
    rujukanOfCard: (noKartu) => ask(['Rujukan', 'List', 'Peserta', noKartu], 'rujukan', readRujukanList),
  };
}

async function get({ baseUrl, consumer, now = () => new Date(), timeoutMs = 10_000 }: VClaimSettings, path: string) {
  try {
    const answer = await fetch(`${baseUrl}${path}`, {
      // The catalogue asks for a content type on these questions, although they have no content.
      headers: { ...signedHeaders(consumer, now()), 'Content-Type': 'application/json; charset=utf-8' },
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: answer.status, body: await answer.text(), headers: answer.headers };
  } catch (cause) {
    throw new VClaimUnreachable('no answer', { cause }); // without the URL: it carries a number
  }
}
