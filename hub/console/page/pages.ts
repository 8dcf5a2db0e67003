import type { ComponentType } from 'preact';
import { lazy } from 'preact-iso';
import { say } from './language.ts';

export interface PageEntry {
  readonly path: string;
  /** In the navigation; absent: reached from elsewhere. */
  readonly title?: () => string;
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
];
