import { createTranslationRef } from '@backstage/frontend-plugin-api';

/**
 * Texts of the form fields, apart from those of the pages: a form is loaded
 * without them.
 *
 * @public
 */
export const istioFormTranslationRef = createTranslationRef({
  id: 'plugin.istio.form',
  messages: {
    read: {
      loading: 'Reading {{what}}',
      slow: 'Still waiting for {{what}}',
      clusters: 'the clusters',
      inventory: 'the services of {{cluster}}',
      entity: 'the workloads of {{entity}}',
    },
    target: {
      cluster: 'Cluster',
      namespace: 'Namespace',
      service: 'Service',
      port: 'Port',
      clusterOption: '{{name}} · {{state}}',
      unknownCluster: '{{name}} · not known',
      live: 'Choices come from live data of {{cluster}}, {{age}}.',
      liveNoAge: 'Choices come from live data of {{cluster}}.',
      stale:
        'Choices are the last known ones of {{cluster}}: nothing was confirmed since {{age}}.',
      unreachable:
        '{{cluster}} does not answer ({{message}}). Type the names: they stay unverified, and the pull request says so.',
      forbidden:
        'Meshwright may not read {{resources}} of {{cluster}}. Missing right: list and watch {{resources}}. Type the names: they stay unverified, and the pull request says so.',
      backendSilent:
        'The Istio backend did not answer ({{message}}). Type the names: they stay unverified, and the pull request says so.',
      notPermitted:
        'Your account may not read the mesh. Missing permission: istio.mesh.read; ask the people who run this Backstage. Type the names: they stay unverified.',
      prefilled: 'Filled in from the workloads of {{entity}}.',
      alsoIn: 'Also runs in {{places}}.',
      noAnnotation:
        'This entity does not say which workload it is, so its page could not show the change. Add this to its catalog-info.yaml:',
      noWorkload: 'Nothing matches {{selector}}. Choose the service by hand.',
      noWorkloadNearest:
        'Nothing matches {{selector}}. Near it is {{nearest}} in {{cluster}}. Choose the service by hand.',
      noEntity: 'Choose a component first, or pick its service here.',
    },
    host: {
      label: 'Host',
      hintZones: 'A host in {{domains}}.',
      hintNone: 'The name under which clients reach the service.',
      noTarget: 'Choose the service first, then the host can be checked.',
      checking: 'Checking',
      slow: 'Still waiting for {{cluster}}',
      answeredIn: 'answered in {{seconds}} s',
      free: 'Free',
      freeText: '{{host}} can be used in {{cluster}}.',
      taken: 'Taken',
      notAllowed: 'Not allowed',
      notAHost: 'Not a host',
      stops: 'Stops the change',
      warning: 'Warning',
      info: 'Note',
      unverified: 'Unverified',
      unverifiedText:
        'Nothing was checked: {{reason}}. The pull request will say so.',
      forbidden: 'Not permitted',
      forbiddenText:
        'Your account may not have it checked. Missing permission: istio.mesh.read ({{reason}}). The pull request will say "unverified".',
      documentation: 'Documentation of {{code}}',
      waysOut: 'Ways out',
      checked: 'Checked while you type',
      passed_one: '{{count}} check passed',
      passed_other: '{{count}} checks passed',
      against: 'against {{cluster}}, {{age}}',
    },
  },
});
