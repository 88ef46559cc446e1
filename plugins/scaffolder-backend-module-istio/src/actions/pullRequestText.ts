import { parseEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import type { ValidationResult } from '@meshwright/backstage-plugin-istio-common';
import {
  changeTitle,
  type PullRequestText,
} from '@meshwright/backstage-plugin-istio-node';
import { changeAction } from './changeAction';
import type { WorkspaceChange } from '../workspace/GeneratedChange';

/** Annotation by which a template tells its version. */
const TEMPLATE_VERSION = 'meshwright.dev/template-version';

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
  const { intent, entityRef, place } = change;
  const base = config.getOptionalString('app.baseUrl')?.replace(/\/$/, '');
  const pageOf = (ref: string) => base && `${base}${entityPath(ref)}`;
  const template = context.templateInfo?.entityRef;
  const version =
    context.templateInfo?.entity?.metadata.annotations?.[TEMPLATE_VERSION];
  return {
    title: changeTitle({
      scope: scopeOf(change),
      action: changeAction(change),
      cluster: place.cluster,
    }),
    summary: change.summary,
    ...(entityRef && { entity: { ref: entityRef, url: pageOf(entityRef) } }),
    ...(context.user?.ref && {
      requester: { ref: context.user.ref, url: pageOf(context.user.ref) },
    }),
    checks,
    effects: change.effects,
    rollback: change.rollback,
    parameters: intent,
    template: { ref: template ?? change.template, version },
    ...(base && {
      taskUrl: `${base}/create/tasks/${encodeURIComponent(context.task.id)}`,
      // Where the tab of the istio plugin is unless an operator moves it.
      ...(entityRef && {
        watchUrl: `${base}${entityPath(entityRef)}/mesh/changes`,
      }),
    }),
  };
}

function entityPath(ref: string): string {
  const { kind, namespace, name } = parseEntityRef(ref);
  const parts = [namespace, kind.toLocaleLowerCase('en-US'), name];
  return `/catalog/${parts.map(encodeURIComponent).join('/')}`;
}

/** Where the change takes effect; `mesh` where that is a whole cluster. */
function scopeOf({ intent, place }: WorkspaceChange): string {
  const { namespace } = intent;
  if (typeof namespace === 'string') return namespace;
  return place.namespace ?? 'mesh';
}
