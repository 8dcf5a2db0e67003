import type { ComponentType } from 'preact';
import { lazy } from 'preact-iso';
import { say } from './language.ts';
import type { Role } from './me.ts';

export interface PageEntry {
  readonly path: string;
  /** In the navigation; absent: reached from elsewhere. */
  readonly title?: () => string;
  /** The least role it is offered to; absent: everybody's. */
  readonly least?: Role;
  readonly Page: ComponentType;
}

/** Every page, in the order of the navigation. Each is loaded when it is first shown. */
export const pages: readonly PageEntry[] = [
  {
    path: '/console',
    title: () => say('Ringkasan', 'Overview'),
    Page: lazy(() => import('./pages/ringkasan.tsx').then(({ RingkasanPage }) => RingkasanPage)),
  },
  {
    path: '/console/konektor',
    title: () => say('Konektor', 'Connectors'),
    Page: lazy(() => import('./pages/connectors.tsx').then(({ ConnectorsPage }) => ConnectorsPage)),
  },
  {
    path: '/console/konektor/:instance',
    Page: lazy(() => import('./pages/connector.tsx').then(({ ConnectorPage }) => ConnectorPage)),
  },
  {
    path: '/console/antrean',
    title: () => say('Antrean', 'Queue'),
    Page: lazy(() => import('./pages/antrean/page.tsx').then(({ AntreanPage }) => AntreanPage)),
  },
  {
    path: '/console/antrean/pesan/:id',
    Page: lazy(() => import('./pages/antrean/message.tsx').then(({ MessagePage }) => MessagePage)),
  },
  {
    path: '/console/perubahan',
    title: () => say('Perubahan', 'Changes'),
    Page: lazy(() => import('./pages/changes/list.tsx').then(({ ChangesPage }) => ChangesPage)),
  },
  {
    path: '/console/perubahan/:instance/:operation',
    Page: lazy(() => import('./pages/changes/mend.tsx').then(({ MendPage }) => MendPage)),
  },
  {
    path: '/console/pembayaran',
    title: () => say('Pembayaran', 'Payments'),
    Page: lazy(() => import('./pages/payments/page.tsx').then(({ PaymentsPage }) => PaymentsPage)),
  },
  {
    path: '/console/laporan',
    title: () => say('Laporan', 'Reports'),
    Page: lazy(() => import('./pages/reports/page.tsx').then(({ ReportsPage }) => ReportsPage)),
  },
  {
    path: '/console/aplikasi',
    title: () => say('Aplikasi', 'Applications'),
    Page: lazy(() => import('./pages/applications/list.tsx').then(({ ApplicationsPage }) => ApplicationsPage)),
  },
  {
    path: '/console/aplikasi/:id',
    Page: lazy(() => import('./pages/applications/one.tsx').then(({ ApplicationPage }) => ApplicationPage)),
  },
  {
    path: '/console/insiden',
    title: () => say('Insiden', 'Incidents'),
    Page: lazy(() => import('./pages/incidents.tsx').then(({ IncidentsPage }) => IncidentsPage)),
  },
  {
    path: '/console/insiden/:id',
    Page: lazy(() => import('./pages/incident.tsx').then(({ IncidentPage }) => IncidentPage)),
  },
  {
    path: '/console/bulanan',
    title: () => say('Laporan bulanan', 'Monthly report'),
    Page: lazy(() => import('./pages/monthly.tsx').then(({ MonthlyPage }) => MonthlyPage)),
  },
  {
    path: '/console/jejak',
    title: () => say('Jejak audit', 'Audit trail'),
    least: 'operator',
    Page: lazy(() => import('./pages/audit.tsx').then(({ AuditPage }) => AuditPage)),
  },
  {
    path: '/console/pengaturan',
    title: () => say('Pengaturan', 'Settings'),
    Page: lazy(() => import('./pages/settings/account.tsx').then(({ AccountPage }) => AccountPage)),
  },
  {
    path: '/console/pengaturan/operator',
    Page: lazy(() => import('./pages/settings/operators.tsx').then(({ OperatorsPage }) => OperatorsPage)),
  },
  {
    path: '/console/pengaturan/pemberitahuan',
    Page: lazy(() => import('./pages/settings/notices.tsx').then(({ NoticesPage }) => NoticesPage)),
  },
  {
    path: '/console/pengaturan/pemeliharaan',
    Page: lazy(() => import('./pages/settings/maintenance.tsx').then(({ MaintenancePage }) => MaintenancePage)),
  },
];
