import { wordsOfKind } from './incident-words.ts';
import type { Item, ItemKind } from './items.ts';
import { keyOf } from './subject.ts';
import { clockOf, momentOf } from './wib.ts';

/** One notice as it is kept, and as a webhook has it in `data`. */
export interface NoticeContent {
  readonly judul: string;
  readonly teks: string;
  readonly butir: readonly Butir[];
}
export interface Butir {
  readonly keadaan: ItemKind;
  readonly jenis: string;
  readonly instansi: string;
  readonly operasi: string;
  readonly insiden: string;
  readonly sejak: string;
  /** `null` while it goes on. */
  readonly sampai: string | null;
  readonly kali: number;
  readonly layanan: readonly string[];
}

export interface Wording {
  readonly now: number;
  /** Quiet hours held some of it back. */
  readonly wasHeld: boolean;
  /** Services of local applications that stand on an operation, by their `operationId`. */
  readonly servicesOn: (instance: string, operation: string) => readonly string[];
  /** What a service is called. */
  readonly titleOf: (service: string) => string | undefined;
  /** Where the console is, without a slash at the end. */
  readonly consoleUrl: string | undefined;
}

/** Telegram takes 4096 characters, title included. */
const LONGEST_TEXT = 3500;
const MOST_OPERATIONS = 10;
const MOST_SERVICES = 6;
/** What matters most comes first. */
const ORDER: readonly ItemKind[] = ['terbuka', 'masih', 'naik-turun', 'ringkasan', 'tenang', 'sempat', 'pulih'];

/** Some items of one instance that are the same matter. */
type Matter = readonly [Item, ...Item[]];

/** Plain and short, in Indonesian; nothing of a person and nothing an upstream said. */
export function contentOf(items: readonly Item[], wording: Wording): NoticeContent {
  const matters = mattersOf(items);
  const [first, ...others] = matters.map((matter) => headline(matter));
  const more = others.length === 0 ? '' : ` (dan ${others.length} kabar lain)`;
  const held = wording.wasHeld ? 'Ringkasan jam tenang: ' : '';
  return {
    judul: `${held}${first ?? ''}${more}`,
    teks: joined(matters.map((matter) => paragraph(matter, wording))),
    butir: matters.flat().map((item) => butirOf(item, wording)),
  };
}

function mattersOf(items: readonly Item[]): readonly Matter[] {
  const inOrder = items.toSorted(
    (one, other) =>
      ORDER.indexOf(one.what) - ORDER.indexOf(other.what) ||
      Number(other.grave) - Number(one.grave) ||
      one.subject.openedAt - other.subject.openedAt ||
      (keyOf(one.subject) < keyOf(other.subject) ? -1 : 1),
  );
  const alike = Map.groupBy(inOrder, ({ what, subject: { kind, instance, closedAt, detail } }) =>
    JSON.stringify([what, kind, instance, closedAt === null, detail.sebab, detail.dari, detail.ke]),
  );
  return [...alike.values()] as unknown as readonly Matter[];
}

function headline([{ what, subject }]: Matter): string {
  const { instance, kind, closedAt, detail } = subject;
  const { wrong } = wordsOfKind(kind);
  const name = instance || 'Pemetaan';
  const because = detail.sebab === undefined ? '' : `: ${detail.sebab}`;
  switch (what) {
    case 'terbuka':
      return `${name} ${wrong}${because}`;
    case 'masih':
      return `${name} masih ${wrong}${because}`;
    case 'pulih':
      return `${name} pulih (tadinya ${wrong})`;
    case 'sempat':
      return detail.ke === undefined
        ? `${name} sempat ${wrong}, sudah pulih`
        : `${name} kini dibaca dengan rilis ${detail.ke} (sebelumnya ${detail.dari})`;
    case 'naik-turun':
      return `${name} naik turun: berulang kali ${wrong}`;
    case 'ringkasan':
      return `${name} masih naik turun: berulang kali ${wrong}`;
    case 'tenang':
      return closedAt === null ? `${name} tetap ${wrong}${because}` : `${name} tenang kembali (tadinya naik turun)`;
    default:
      return what satisfies never;
  }
}

function paragraph(matter: Matter, wording: Wording): string {
  const [{ subject }] = matter;
  const { banyaknya } = subject.detail;
  const lines = [
    `• ${headline(matter)}`,
    operationsLine(matter),
    banyaknya === undefined ? '' : `Kesalahan: ${banyaknya}`,
    whenLine(matter, wording.now),
    servicesLine(matter, wording),
    lookLine(matter, wording),
  ];
  return lines.filter(Boolean).join('\n  ');
}

function operationsLine(matter: Matter): string {
  const names = matter.flatMap(({ what, subject: { operation }, openings }) => {
    const counted = openings > 1 || what === 'naik-turun' || what === 'ringkasan';
    return operation === '' ? [] : [counted ? `${operation} (${openings} kali)` : operation];
  });
  return names.length === 0 ? '' : `Operasi: ${listed(names, MOST_OPERATIONS)}`;
}

function whenLine(matter: Matter, now: number): string {
  const [{ what, subject }] = matter;
  const since = Math.min(...matter.map((item) => sinceOf(item)));
  const ends = matter.map(({ subject: { closedAt } }) => closedAt).filter((at) => at !== null);
  const until = ends.length === 0 ? undefined : Math.max(...ends);
  const begin = momentOf(since, now);
  if (what === 'naik-turun' || what === 'ringkasan')
    return `Sejak ${begin} WIB; saat ini ${subject.closedAt === null ? wordsOfKind(subject.kind).wrong : 'pulih'}`;
  if (until === undefined) return `Sejak ${begin} WIB`;
  if (until === since) return `Pukul ${begin} WIB`;
  return `${begin} sampai ${momentOf(until, now)} WIB`;
}

function sinceOf({ what, subject: { flapping, openedAt, closedAt } }: Item): number {
  if (what === 'tenang' && closedAt === null) return openedAt;
  return flapping?.since ?? openedAt;
}

function servicesLine(matter: Matter, wording: Wording): string {
  const services = new Set(matter.flatMap(({ subject }) => servicesOf(subject, wording)));
  if (services.size === 0) return '';
  const names = [...services].map((service) => {
    const title = wording.titleOf(service);
    return title === undefined ? service : `${title} (${service})`;
  });
  return `Layanan yang kena: ${listed(names, MOST_SERVICES)}`;
}

function servicesOf({ instance, operation, detail }: Item['subject'], { servicesOn }: Wording): readonly string[] {
  return detail.layanan ?? servicesOn(instance, operation);
}

/** Nobody needs to look at what is over. */
function lookLine([first, ...others]: Matter, { consoleUrl }: Wording): string {
  const { what, subject } = first;
  const isOver = what === 'pulih' || (what === 'tenang' && subject.closedAt !== null);
  const look = isOver ? '' : wordsOfKind(subject.kind).look;
  if (consoleUrl === undefined) return look;
  const page = others.length === 0 ? `/${subject.incident}` : '';
  return `${look} ${consoleUrl}/insiden${page}`.trim();
}

function listed(names: readonly string[], most: number): string {
  const more = names.length - most;
  return `${names.slice(0, most).join(', ')}${more > 0 ? `, dan ${more} lainnya` : ''}`;
}

/** As many as fit: what is left out is said, and is in the console. */
function joined(paragraphs: readonly string[]): string {
  let text = '';
  for (const [index, one] of paragraphs.entries()) {
    if (index > 0 && text.length + one.length > LONGEST_TEXT)
      return `${text}\n\nDan ${paragraphs.length - index} hal lain; lihat konsol.`;
    text += `${index === 0 ? '' : '\n\n'}${one}`;
  }
  return text;
}

function butirOf(item: Item, wording: Wording): Butir {
  const { what, subject, openings } = item;
  return {
    keadaan: what,
    jenis: subject.kind,
    instansi: subject.instance,
    operasi: subject.operation,
    insiden: subject.incident,
    sejak: new Date(sinceOf(item)).toISOString(),
    sampai: subject.closedAt === null ? null : new Date(subject.closedAt).toISOString(),
    kali: openings,
    layanan: servicesOf(subject, wording),
  };
}

/** What the test button sends. */
export function testContent(now: number): NoticeContent {
  return {
    judul: 'Uji kabar',
    teks: `Saluran ini dapat dipakai. Dikirim dari konsol pukul ${clockOf(now)} WIB; tidak ada yang perlu dilakukan.`,
    butir: [],
  };
}
