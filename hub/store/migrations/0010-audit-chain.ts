import type { Migration } from 'kysely/migration';
import type { ColumnTypes } from './column-types.ts';

export const auditChain = (types: ColumnTypes): Migration => ({
  async up(db) {
    // empty in what was written before: nobody can say any more whether that is as it was
    await db.schema.alterTable('audit').addColumn('chain', 'text').execute();
    await db.schema.alterTable('audit').addColumn('place', types.whole).execute();
    await db.schema.alterTable('audit').addColumn('mac', 'text').execute();

    await db.schema.dropIndex('audit_subject').execute();
    await db.schema.dropIndex('audit_application').execute();
    const index = (name: string) => db.schema.createIndex(name).on('audit');
    // a list that asks for a time must not walk through the years before it
    await index('audit_at').columns(['at', 'sequence']).execute();
    await index('audit_subject_at').columns(['subject', 'at', 'sequence']).execute();
    await index('audit_application_at').columns(['application', 'at', 'sequence']).execute();
    await index('audit_service_at').columns(['service', 'at', 'sequence']).execute();
  },
});
