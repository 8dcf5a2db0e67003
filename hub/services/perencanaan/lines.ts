import type { RekonsiliasiSubKegiatan } from '../../../openapi/generated/types.ts';
import { Refusal } from '../refusal.ts';
import { type ActionResult, action } from '../service.ts';
import { copyMeta, type Found, openCopy } from './finding.ts';
import { type Context, cursorOf, narrowedBy, open, type Page, readPage, written } from './listing.ts';
import { notOurs } from './place.ts';
import { planNameOf, planOf, planThatIsThere, reconcile, summary } from './reconciliation.ts';

interface Lines extends Page {
  readonly skpd?: string;
  readonly subKegiatan?: string;
}

/** Lines, and whether they make up the ceilings of what was asked for. */
export const daftarRka = action<Lines>({
  name: 'daftarRka',
  async run(params, context) {
    const { copies } = context;
    const opened = await open('daftarRka', 'rka', params, copies);
    const plan = await planOf(opened, copies);
    const all = plan && (await reconcile(opened, plan, copies));
    const asked = all?.filter((one) => isAsked(one, params));
    const narrowed = narrowedBy({ part: params.subKegiatan, group: params.skpd });
    const { rows, next } = await readPage(opened, narrowed, copies);
    const unknown = asked ? asked.length === 0 : rows.length === 0 && opened.after === undefined;
    if (params.subKegiatan !== undefined && unknown)
      throw new Refusal('tidak-ditemukan', 'Tidak ada sub kegiatan dengan kunci ini; lihat daftarRencanaKerja.');
    const [one = null] = params.subKegiatan === undefined ? [] : (asked ?? []);
    const contents = rows.map(({ content }) => content);
    const rekonsiliasi = asked ? summary(asked, one) : null;
    return written(contents, cursorOf(opened, next), { rekonsiliasi, meta: metaOf(opened, plan, context) });
  },
});

/** What does not fit, and nothing else. */
export const rekonsiliasiRka = action<Omit<Lines, 'subKegiatan'>>({
  name: 'rekonsiliasiRka',
  async run(params, context): Promise<ActionResult> {
    const { copies } = context;
    const opened = await open('rekonsiliasiRka', 'rka', params, copies);
    const begun = opened.after === undefined ? undefined : placeIn(opened.after);
    const plan = await (begun ? openCopy(planNameOf(opened), begun.plan, copies) : planThatIsThere(opened, copies));
    const asked = (await reconcile(opened, plan, copies)).filter((one) => isAsked(one, params));
    const differing = asked.filter(({ cocok }) => !cocok);
    const from = begun?.from ?? 0;
    const data = differing.slice(from, from + opened.limit);
    const end = from + data.length;
    const after = end < differing.length ? `${plan.copy.number} ${end}` : undefined;
    const berikutnya = cursorOf(opened, after);
    const meta = metaOf(opened, plan, context);
    return { kind: 'json', status: 200, body: { data, halaman: { berikutnya }, rekonsiliasi: summary(asked), meta } };
  },
});

function isAsked({ subKegiatan, skpd }: RekonsiliasiSubKegiatan, asked: Lines): boolean {
  if (asked.subKegiatan !== undefined && subKegiatan !== asked.subKegiatan) return false;
  return asked.skpd === undefined || skpd.kode === asked.skpd;
}

/** The plan that the first page was compared with, and how many were shown: all pages are of the same comparison. */
function placeIn(after: string): { readonly plan: number; readonly from: number } {
  const [, plan, from] = /^(\d{1,9}) (\d{1,9})$/.exec(after) ?? [];
  if (plan === undefined || from === undefined) throw notOurs('rekonsiliasiRka');
  return { plan: Number(plan), from: Number(from) };
}

function metaOf(lines: Found, plan: Found | undefined, { now }: Context) {
  return { salinan: copyMeta(lines, now), rencana: plan ? copyMeta(plan, now) : null };
}
