import { action } from '../service.ts';
import { listRows, narrowedBy, type Page } from './listing.ts';

export const daftarSkpd = action<Page & { readonly q?: string }>({
  name: 'daftarSkpd',
  run: (params, context) =>
    listRows('daftarSkpd', 'skpd', { params, narrowed: narrowedBy({ words: params.q }) }, context),
});

export const daftarRencanaKerja = action<Page & { readonly q?: string; readonly skpd?: string }>({
  name: 'daftarRencanaKerja',
  run: (params, context) =>
    listRows(
      'daftarRencanaKerja',
      'rencana-kerja',
      { params, narrowed: narrowedBy({ words: params.q, group: params.skpd }) },
      context,
    ),
});
