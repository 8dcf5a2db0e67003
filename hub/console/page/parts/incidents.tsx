import type { InsidenSingkat } from '../../views/ringkasan.ts';
import { say } from '../language.ts';
import { Since } from './since.tsx';

export function incidentWords(kind: string): string {
  switch (kind) {
    case 'hulu-mati':
      return say('tidak menjawab dan tidak ditanya lagi', 'does not answer and is not asked any more');
    case 'hulu-berubah':
      return say('jawabannya tidak cocok dengan rilis mana pun', 'its answers fit no release');
    case 'rilis-beralih':
      return say('rilis lain dipakai', 'another release is in use');
    case 'rilis-bergantian':
      return say('rilis berganti-ganti, lalu ditahan', 'went back and forth between releases, and stays');
    case 'kontrak-kirim':
      return say('kiriman tidak dimengerti lagi', 'what is sent is not understood any more');
    case 'pemetaan-salah':
      return say('suntingan pemetaan berisi kesalahan dan tidak dipakai', 'an edit of mappings has mistakes, not used');
    default:
      return kind;
  }
}

export function IncidentLines({ incidents }: { readonly incidents: readonly InsidenSingkat[] }) {
  return (
    <ul class="insiden">
      {incidents.map(({ id, jenis, instansi, operasi, sejak, sebab, diketahui }) => (
        <li key={id}>
          <a href={`/console/insiden/${id}`}>
            <strong>{[instansi, operasi].filter(Boolean).join(' · ') || 'Simpul'}</strong> {incidentWords(jenis)}
          </a>
          <span class="redup">
            {sebab && `${sebab} · `}
            <Since at={sejak} />
            {diketahui && ` · ${say('sudah diketahui', 'acknowledged')}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
