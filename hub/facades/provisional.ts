import type { RecordLink } from '../store/records.ts';

/** Numbers of 10 digits that fit the 32 bits an old application may have for them; LAPOR's own have 7 today. */
const FIRST = 2_000_000_000;
const PREFIX = 'sementara ';

/** The name, among the links of a record, that a number of our own stands for. */
export function provisionalName(number: string | number): string {
  return `${PREFIX}${number}`;
}

/** The number that comes after so many. */
export function provisionalNumber(count: number): number {
  return FIRST + count;
}

/** Another name of what a message is about: whoever was given the number finds it by that. */
export function provisionalLink(about: string, number: number): RecordLink {
  const [collection = '', id = ''] = about.split(' ');
  return { collection, id, link: provisionalName(number) };
}

/** The number among the links of a record; `undefined`: it was never handed in through an old interface. */
export function numberAmong(links: readonly string[]): string | undefined {
  return links.findLast((link) => link.startsWith(PREFIX))?.slice(PREFIX.length);
}
