import { parseEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import type { ValidationResult } from '@meshwright/backstage-plugin-istio-common';
import {
  changeTitle,
  type PullRequestText,
} from '@meshwright/backstage-plugin-istio-node';
import type { WorkspaceChange } from '../workspace/GeneratedChange';

type TaskContext = Pick<
  ActionContext<JsonObject>,
  'task' | 'templateInfo' | 'user'
>;

/** What people read in the pull request of a change. @internal */
export function pullRequestText(
  change: WorkspaceChange,
  checks: ValidationResult | undefined,
  context: TaskContext,
  config: Config,
): PullRequestText {
  const { intent, entityRef } = change;
  const base = config.getOptionalString('app.baseUrl')?.replace(/\/$/, '');
  const pageOf = (ref: string) => base && `${base}${entityPath(ref)}`;
  const template = context.templateInfo?.entityRef;
  const version =
    context.templateInfo?.entity?.metadata.annotations?.[
      'backstage.io/template-version'
    ];
  return {
    title: changeTitle({
      scope: intent.namespace,
      action: `expose ${intent.host}`,
      cluster: intent.cluster,
    }),
    summary: change.summary,
    entity: { ref: entityRef, url: pageOf(entityRef) },
    ...(context.user?.ref && {
      requester: { ref: context.user.ref, url: pageOf(context.user.ref) },
    }),
    checks,
    effects: change.effects,
    rollback: change.rollback,
    parameters: jsonOf(intent),
    template: { ref: template ?? change.template, version },
    ...(base && {
      taskUrl: `${base}/create/tasks/${encodeURIComponent(context.task.id)}`,
      watchUrl: `${base}${entityPath(entityRef)}`,
    }),
  };
}

function entityPath(ref: string): string {
  const { kind, namespace, name } = parseEntityRef(ref);
  const parts = [namespace, kind.toLocaleLowerCase('en-US'), name];
  return `/catalog/${parts.map(encodeURIComponent).join('/')}`;
}

/** The intent came out of a schema of plain JSON. */
function jsonOf(intent: WorkspaceChange['intent']): JsonObject {
  return JSON.parse(JSON.stringify(intent));
}
