import type { Application } from '../access/applications.ts';
import type { OpenedMessage, ServiceContext, SubmitService } from '../services/service.ts';
import type { StoredMessage } from '../store/forwarding.ts';
import { goodParams } from './admission.ts';
import type { Permission, Permissions } from './caller.ts';
import type { ApiDocument, ApiOperation } from './document.ts';
import { Problem } from './problems.ts';
import { type Schema, schemaAt } from './schema.ts';
import type { Checked, RawRequest } from './validation.ts';

type Asked = OpenedMessage['asked'];

/** A service whose messages can be corrected, and the schema of what they were made of. */
export interface Correctable {
  readonly service: SubmitService<Record<string, unknown>>;
  readonly operation: ApiOperation;
  readonly schema: Schema;
}

export interface Correction {
  readonly application: Application;
  readonly purpose: string;
  readonly body: unknown;
  readonly headers: RawRequest['headers'];
}

export interface Corrected {
  /** What the message carries from now on. */
  readonly asked: Asked;
  readonly params: Record<string, unknown>;
  readonly permission: Permission;
}

export interface Corrections {
  /** `undefined`: what it was made of has no body. */
  of(message: Pick<StoredMessage, 'service'>): Correctable | undefined;
  /** The body it was made of, for whoever does not have it. */
  bodyOf(correctable: Correctable, asked: Asked): Readonly<Record<string, unknown>>;
  /** Parameters of its path. */
  pathOf(correctable: Correctable, message: Pick<StoredMessage, 'about'>): Readonly<Record<string, unknown>>;
  /**
   * Another body for a message, through the same door as the first one: the document, the agreements, the service's own
   * rules. What came into being with the message is changed with it. Throws a `Problem` or a `Refusal`.
   */
  correct(correctable: Correctable, message: StoredMessage, correction: Correction): Promise<Corrected>;
}

export interface CorrectionParts {
  readonly document: ApiDocument;
  readonly checkOf: (operation: ApiOperation) => (request: RawRequest) => Checked;
  readonly submitServiceOf: (name: string) => SubmitService | undefined;
  readonly permissions: Permissions;
  readonly contextFor: (given: {
    readonly application: Application;
    readonly permission: Permission;
  }) => ServiceContext;
}

export function createCorrections(parts: CorrectionParts): Corrections {
  const { document, checkOf, submitServiceOf, permissions, contextFor } = parts;
  const operations = new Map(document.operations.map((operation) => [operation.id, operation]));
  const checks = new Map<string, (request: RawRequest) => Checked>();
  /** Compiled with the first correction of its kind: that takes long, and what is compiled is never let go. */
  const checkOfOriginal = (operation: ApiOperation) => {
    const check = checks.get(operation.id) ?? checkOf(operation);
    checks.set(operation.id, check);
    return check;
  };
  const pathOf: Corrections['pathOf'] = ({ service }, { about }) =>
    service.paramsOf(about.slice(about.indexOf(' ') + 1));

  return {
    of({ service: name }) {
      const service = submitServiceOf(name) as unknown as Correctable['service'] | undefined;
      const operation = operations.get(name);
      if (!service || operation?.bodySchema === undefined) return undefined;
      return { service, operation, schema: schemaAt(document, operation.bodySchema) };
    },
    bodyOf({ service, schema }, asked) {
      const known = Object.keys(schema.properties ?? {});
      const body = service.bodyOf?.(asked) ?? asked;
      return Object.fromEntries(Object.entries(body).filter(([name]) => known.includes(name)));
    },
    pathOf,
    async correct(correctable, message, { application, purpose, body, headers }) {
      const { service, operation } = correctable;
      const path = pathOf(correctable, message);
      const checked = checkOfOriginal(operation)({
        path: path as Readonly<Record<string, string>>,
        query: undefined,
        headers,
        body,
      });
      const params = { ...path, ...goodParams(checked) };
      const permission = permissions.of(application, purpose, { name: operation.id }, []);
      const context = { ...contextFor({ application, permission }), correcting: true };
      const { submissions } = await service.plan(params, context);
      const same = submissions.find(({ about }) => about === message.about) ?? submissions[0];
      if (submissions.length !== 1 || !same)
        throw new Problem('bentrok', {
          detail: 'Badan yang diperbaiki harus untuk satu tujuan, seperti pesan asalnya.',
        });
      return { asked: same.asked, params, permission };
    },
  };
}
