import { z } from 'zod';
import { clusterField } from '../intentFields';
import { gatewaysField } from './gatewaysField';
import { meshSettings } from './meshSettings';
import {
  revisionField,
  revisionOf,
  tagField,
  versionField,
} from './releaseFields';

const fields = z.strictObject({
  cluster: clusterField,
  version: versionField.describe('Release of Istio, in full'),
  revision: revisionField
    .optional()
    .describe(
      'Revision of this control plane; the version with "-" by default',
    ),
  tags: z
    .array(tagField)
    .max(10, 'has too many entries, at most 10')
    .default(['prod'])
    .describe(
      'Tags that point to this revision: namespaces and gateways name a tag, so that an upgrade moves it',
    ),
  gateways: gatewaysField,
  ...meshSettings,
});

/** Tells what does not go together. */
function check(ctx: z.core.ParsePayload<z.output<typeof fields>>): void {
  const { version, revision, tags, gateways, istioNamespace, cniNamespace } =
    ctx.value;
  const refuse = (path: Array<string | number>, message: string) =>
    ctx.issues.push({ code: 'custom', path, message, input: ctx.value });
  const named = revision ?? revisionOf(version);
  if (named === 'default') {
    refuse(
      ['revision'],
      'is the name of no revision: name one, so that another can stand beside it',
    );
  }
  tags.forEach((tag, index) => {
    if (tag === named) {
      refuse(['tags', index], 'is the revision itself, choose another name');
    }
    if (tags.indexOf(tag) !== index) {
      refuse(['tags', index], 'is named twice, remove one');
    }
  });
  if (cniNamespace === istioNamespace) {
    refuse(
      ['cniNamespace'],
      'is that of istiod, which would let every pod there be privileged: choose another',
    );
  }
  gateways.forEach(({ namespace }, index) => {
    if (namespace === istioNamespace || namespace === cniNamespace) {
      refuse(
        ['gateways', index, 'namespace'],
        'is that of the control plane or of istio-cni: give gateways a namespace of their own',
      );
    }
  });
}

/**
 * The intent "this cluster has a mesh": control plane, agents of the nodes and
 * gateways, by Istio's charts.
 *
 * @public
 */
export const installIntentSchema = fields
  .check(check)
  .transform(intent => ({
    ...intent,
    revision: intent.revision ?? revisionOf(intent.version),
  }))
  .describe('Install a mesh');

/** An installation with its defaults filled in. @public */
export type InstallIntent = z.output<typeof installIntentSchema>;
