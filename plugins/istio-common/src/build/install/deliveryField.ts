import { z } from 'zod';
import { dnsLabel, objectName } from '../intentFields';
import { chartRepository } from './chartRepository';

/** Who brings the charts into the cluster. @internal */
export const deliveryField = z
  .strictObject({
    by: z
      .enum(['argocd', 'flux', 'helm', 'istioctl'], {
        error: 'is not known, use argocd, flux, helm or istioctl',
      })
      .describe(
        'argocd writes an Application a chart, flux a HelmRelease; helm and istioctl write files and a script that people run',
      ),
    charts: chartRepository(
      'https://istio-release.storage.googleapis.com/charts',
    ),
    namespace: dnsLabel('the namespace')
      .optional()
      .describe(
        'Namespace of the Applications (argocd) or HelmReleases (flux-system)',
      ),
    project: objectName
      .default('default')
      .describe('Project of the Applications in Argo CD'),
    valuesFrom: z
      .strictObject({
        repoUrl: z
          .string()
          .max(500, 'is too long, at most 500 characters')
          .regex(
            /^(https|ssh):\/\/[^\s'"`$\\@]+$|^git@[\w.-]+:[\w./-]+$/,
            'is not the address of a repository, write it without a user and a password',
          )
          .describe('This GitOps repository, as Argo CD reads it'),
        revision: z
          .string()
          .regex(/^[\w][\w./-]{0,200}$/, 'is not a branch, correct it')
          .default('main')
          .describe('Branch that Argo CD follows'),
        path: z
          .string()
          .regex(
            /^[\w][\w.-]*(\/[\w][\w.-]*)*$/,
            'is not a relative path, correct it',
          )
          .optional()
          .describe(
            'Folder of the cluster there; by default that of the layout in istio.gitops, clusters/<cluster> where it says nothing',
          ),
      })
      .optional()
      .describe(
        'Values as files of this repository, a second source (Argo CD); inside the Application when left out',
      ),
  })
  .check(ctx => {
    if (ctx.value.valuesFrom && ctx.value.by !== 'argocd') {
      ctx.issues.push({
        code: 'custom',
        path: ['valuesFrom'],
        message: 'has a meaning for argocd only, remove it',
        input: ctx.value,
      });
    }
  })
  .describe('How the mesh gets into the cluster');

/** How a mesh is delivered. @internal */
export type Delivery = z.output<typeof deliveryField>;

/** The namespace of what delivers. @internal */
export function deliveryNamespace({ by, namespace }: Delivery): string {
  return namespace ?? (by === 'flux' ? 'flux-system' : 'argocd');
}
