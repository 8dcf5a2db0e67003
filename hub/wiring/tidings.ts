import type { Applications } from '../access/applications.ts';
import type { ApiDocument } from '../api/document.ts';
import { waitsForRelease } from '../relay/doubt.ts';
import type { Relay } from '../relay/relay.ts';
import type { ReleaseKeeper, Tiding } from '../releases/releases.ts';
import { needsOf, services } from '../services/services.ts';

export interface TidingParts {
  readonly keeper: ReleaseKeeper;
  readonly document: ApiDocument;
  readonly applications: Applications;
  readonly connectorOf: (instance: string) => string | undefined;
  readonly relay: Relay;
  readonly now: () => Date;
  readonly trouble: (what: string, error?: unknown) => void;
}

/** Tells the applications whose services stand on it that an upstream changed, goes on, or is read in another way. */
export function tellOfUpstreams(parts: TidingParts): void {
  const { keeper, document, applications, connectorOf, relay, now, trouble } = parts;
  const scopes = new Map(document.operations.map(({ id, scope }) => [id, scope]));
  const scopesOf = (instance: string, operation: string): ReadonlySet<string | undefined> => {
    const standingOnIt = services.filter((service) => {
      const { connector, operations } = needsOf(service);
      return connector === connectorOf(instance) && operations.includes(operation);
    });
    return new Set(standingOnIt.map(({ name }) => scopes.get(name)));
  };

  keeper.onTiding(({ kind, instance, operation, data }: Tiding) => {
    const concerned = scopesOf(instance, operation);
    const at = now().getTime();
    const happenings = applications
      .all()
      .filter((application) => application.scopes.some((scope) => concerned.has(scope)))
      .map(({ id }) => ({
        ...{ kind, application: id, about: `hulu ${instance}/${operation}`, at },
        data: { instansi: instance, operasi: operation, ...data },
      }));
    if (happenings.length === 0) return;
    relay.tell(happenings).catch((error: unknown) => trouble('an event about an upstream could not be written', error));
  });
}

/** A lane that waits for a release is an incident for as long as it does. */
export function tellOfContract({ incidents }: ReleaseKeeper, lane: string, reason: string | undefined): void {
  const [instance = '', operation = ''] = lane.split(' ');
  if (reason === undefined) incidents.close('kontrak-kirim', instance, operation);
  else if (waitsForRelease(reason))
    incidents.open({ kind: 'kontrak-kirim', instance, operation, detail: { alasan: reason } });
}
