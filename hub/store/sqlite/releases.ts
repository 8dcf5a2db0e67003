import type { ReleaseStore } from '../releases.ts';
import type { SqliteClient } from './client.ts';
import { createDriftReports } from './drift-reports.ts';
import type { WriteGroup } from './group.ts';
import { createIncidents } from './incidents.ts';
import { createKeptAnswers } from './kept-answers.ts';
import { createReleaseChoices } from './release-choices.ts';
import { createReleaseShadows } from './release-shadows.ts';

export function createReleases(client: SqliteClient, group: WriteGroup): ReleaseStore {
  return {
    ...createReleaseChoices(client, group),
    ...createReleaseShadows(client, group),
    ...createDriftReports(client, group),
    ...createKeptAnswers(client, group),
    ...createIncidents(client),
  };
}
