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
      holds: 'what is in {{cluster}}',
      entity: 'the workloads of {{entity}}',
      proposed: 'what was proposed for {{cluster}}',
      wave: 'the workloads of the wave',
      planes: 'the control planes of {{cluster}}',
    },
    target: {
      cluster: 'Cluster',
      namespace: 'Namespace',
      service: 'Service',
      port: 'Port',
      clusterOption: '{{name}} · {{state}}',
      unknownCluster: '{{name}} · not known',
      live: 'Choices come from live data of {{cluster}}, {{age}}.',
      liveBrief: 'From live data of {{cluster}}, {{age}}.',
      liveNoAge: 'Choices come from live data of {{cluster}}.',
      silentBrief:
        '{{cluster}} does not answer. Type the name: it stays unverified.',
      backendSilentBrief:
        'The Istio backend does not answer. Type the name: it stays unverified.',
      notPermittedBrief:
        'Your account may not read the mesh. Missing permission: istio.mesh.read. Type the name: it stays unverified.',
      stale:
        'Choices are the last known ones of {{cluster}}: nothing was confirmed since {{age}}.',
      unreachable:
        '{{cluster}} does not answer ({{message}}). Type the names: they stay unverified, and the pull request says so.',
      forbidden:
        'Meshwright may not read {{resources}} of {{cluster}}. Missing right: list and watch {{resources}}. Type the names: they stay unverified, and the pull request says so.',
      forbiddenCluster:
        'Meshwright may not read all of {{cluster}}; its operator can give it the rights of the reader. What cannot be read stays unverified, and the pull request says so.',
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
    },
    host: {
      label: 'Host',
      hintZones: 'A host in {{domains}}.',
      hintNone: 'The name under which clients reach the service.',
      noTarget: 'Choose the service first, then the host can be checked.',
      checking: 'Checking',
      proposing: 'Finding a host',
      useProposal: 'Use {{host}}',
      slow: 'Still waiting for {{cluster}}',
      answeredIn: 'answered in {{seconds}} s',
      answeredAtOnce: 'answered at once',
      free: 'Free',
      freeText: '{{host}} can be used in {{cluster}}.',
      taken: 'Taken',
      notAllowed: 'Not allowed',
      stops: 'Stops the change',
      warning: 'Warning',
      info: 'Note',
      unverified: 'Unverified',
      unverifiedText:
        'Nothing was checked: {{reason}}. The pull request will say so.',
      forbidden: 'Not permitted',
      forbiddenText:
        'Your account may not check hosts. Missing permission: istio.mesh.read ({{reason}}). The pull request will say "unverified".',
      documentation: 'Documentation of {{code}}',
      waysOut: 'Ways out',
      passed_one: '{{count}} check passed',
      passed_other: '{{count}} checks passed',
      against: 'against {{cluster}}, {{age}}',
    },
    missing: {
      cluster: 'Choose a cluster.',
      namespace: 'Choose a namespace.',
      workload: 'Choose a workload.',
      labels:
        'Say which labels choose the pods of the workload, such as app=cart.',
      service: 'Choose a Service.',
      port: 'Choose a port of the Service.',
    },
    wrong: {
      choose: 'choose one of {{names}}',
      chooseOfMore: 'choose one of {{names}} and {{rest}} more',
      label:
        '{{what}}: "{{name}}" is no such name. Write at most 63 small letters, digits and dashes, with no dash at its ends.',
      subdomain:
        '{{what}}: "{{name}}" is no such name. Write small letters, digits, dashes and dots, with a letter or digit beside each dot and at the ends.',
      cluster: 'Cluster {{name}} is not known; {{choose}}.',
      noCluster: 'Meshwright reads none, ask its operator',
      namespace:
        'Namespace {{name}} does not exist in {{cluster}}; {{choose}}.',
      noNamespace: 'it has none that Meshwright may see',
      workload: 'Workload {{name}} does not exist in {{cluster}}; {{choose}}.',
      noWorkload: 'namespace {{namespace}} has none yet, deploy it first',
      service: 'Service {{name}} does not exist in {{cluster}}; {{choose}}.',
      noService: 'namespace {{namespace}} has no Service yet, create it first',
      port: 'Service {{name}} in {{cluster}} has no port {{port}}; {{choose}}.',
      noPorts: 'it has none at all, add one first',
      noPort: '"{{port}}" is no port: write a number from 1 to 65535.',
      gateway:
        'No gateway pod in {{cluster}} is chosen by {{name}}; {{choose}}.',
      noGateway: 'it runs no such gateway, install one first',
      issuer: '{{name}} does not exist in {{cluster}}; {{choose}}.',
      issuerElsewhere:
        '{{name}} of {{cluster}} serves namespace {{namespace}} alone; {{choose}}.',
      noIssuer: 'no issuer is there, set one up first',
      tag: 'Tag {{name}} does not exist in {{cluster}}; {{choose}}.',
      revision: 'Revision {{name}} does not exist in {{cluster}}; {{choose}}.',
      tagOrRevision:
        'Tag or revision {{name}} does not exist in {{cluster}}; {{choose}}.',
      noRevision: 'it has none, install a mesh first',
      entity:
        '{{entity}} does not say which workload it is; add the annotation shown above to its catalog-info.yaml.',
    },
    pick: {
      show: 'Show choices',
      rest: 'There are more: type to see them',
      hide: 'Hide choices',
      clear: 'Clear',
      noCluster: 'Choose the cluster first, then its choices appear here.',
      noMesh:
        'Istio is not installed in {{cluster}}: what is proposed has no effect until it is.',
      noCertManager:
        'cert-manager is not installed in {{cluster}}: no certificate is issued until it is.',
      injected: '{{name}} · proxies of {{revision}}',
      notInjected: '{{name}} · without proxies',
      newNamespace: 'Namespace {{name}} does not exist yet and will be made.',
      workload: 'Workload',
      labels: 'Labels of its pods',
      labelsHint: 'Such as app=cart; several with commas.',
      labelsWrong: 'Write key=value, several with commas: app=cart,tier=web.',
      labelsAre: 'Its pods are chosen by {{labels}}.',
      gateway: 'Gateway',
      gatewayOption_one: '{{name}} · {{count}} pod',
      gatewayOption_other: '{{name}} · {{count}} pods',
      gatewayHint:
        'Write namespace/label=value, such as istio-ingress/istio=ingressgateway.',
      runsAs: 'Its pods run as ServiceAccount {{account}}.',
      issuer: 'Issuer',
      issuerReady: '{{name}} · ready',
      issuerNotReady: '{{name}} · not ready',
      issuerUnknown: '{{name}} · state unknown',
      issuerHint: 'Write kind/name, such as ClusterIssuer/mesh-ca.',
      issuerWaits:
        '{{name}} is not ready ({{reason}}): certificates wait until it is.',
      noReason: 'it does not say why',
      revision: 'Revision tag or revision',
      tagOption: '{{name}} · tag for {{revision}}, {{version}}',
      revisionOption: '{{name}} · {{version}}',
      noVersion: 'version unknown',
      revisionNotReady:
        '{{name}} stands for revision {{revision}}, of which no control plane is ready in {{cluster}}: new pods would get no proxy.',
    },
    wave: {
      namespaces: 'Namespaces of the wave',
      first: 'Namespaces that went first and get the tag back',
      namespacesHint:
        'Write shop:shop-namespace.yaml where the manifest is in another file of its folder than that of the onboarding.',
      option_one: '{{name}} · {{count}} workload',
      option_other: '{{name}} · {{count}} workloads',
      restart: 'Workloads to restart, in order',
      restartHint:
        'Filled in from the cluster: those with proxies of another revision. A line each, Deployment shop/cart.',
      restartOwn:
        'As you wrote it. Empty it to have it filled in from the cluster again.',
      restarts_one: '{{count}} pod gets another proxy and is restarted:',
      restarts_other: '{{count}} pods get other proxies and are restarted:',
      pods_one: '{{count}} pod',
      pods_other: '{{count}} pods',
      others_one:
        '{{count}} more with a proxy, which no rollout restarts: it gets its own when it is made anew',
      others_other:
        '{{count}} more with proxies, which no rollout restarts: they get theirs when they are made anew',
      nothing:
        'Nothing is to be restarted: no pod there has a proxy of another revision.',
      cut: 'There are more workloads than the first {{most}}, and an intent takes no more: make the wave smaller.',
      noOwners: 'Owners are not shown: {{reason}}.',
      noReleases: 'Say which release is there and which is to follow first.',
      noPlane:
        'There is no control plane of revision {{target}} in {{cluster}}: new pods would get no proxy. Run step install first.',
      planeNotReady:
        'The control plane of revision {{target}} is not ready in {{cluster}}: new pods would get no proxy.',
      skew: 'Versions of {{revision}} are too far apart: {{detail}}.',
      noSkew:
        'Control plane {{target}} ({{version}}) is ready, and no proxy is too far behind.',
      pinned:
        'These namespaces name revision {{revision}} itself, so the tag does not move them: {{namespaces}}. Move them in a wave first.',
      unread: 'Not read: {{reason}}. Write the workloads by hand.',
      noNamespaces: 'Choose the namespaces of the wave.',
      wrongRestart:
        '{{text}} is not restarted: write Deployment, StatefulSet or DaemonSet, and namespace/name.',
      outside:
        '{{text}} is not in this wave: its pods would get the old proxy again. Take it out, or its namespace in.',
    },
    name: {
      namespace: 'Namespace',
      service: 'Service',
      host: 'Host',
      credential: 'Secret of a certificate',
      elsewhere:
        '{{name}} is not among what Meshwright sees in {{cluster}}. It can be right all the same.',
      wrong:
        '"{{name}}" is no such name: write small letters, digits, dashes and dots.',
    },
    ports: {
      label: 'Ports of its pods',
      hint: 'Those of the containers, not of a Service, such as 8080; several with commas.',
      wrong: 'Write numbers from 1 to 65535, several with commas.',
      missingName: 'Choose a workload, or write its name.',
      missingLabels: 'Give the labels of its pods.',
      missingPorts: 'Give the ports of its pods.',
    },
    change: {
      label: 'What was proposed',
      kind: 'Kind',
      intent: 'The intent as it was',
      intentHint:
        'Its fields, a line each: filled in by the choice above. The pull request that brought the definitions has them, too.',
      optionLive_one: '{{text}} · {{count}} object in the cluster',
      optionLive_other: '{{text}} · {{count}} objects in the cluster',
      optionGone: '{{text}} · not in the cluster',
      live: 'In {{cluster}} of it: {{objects}}.',
      more: 'and {{rest}} more',
      notLive:
        'Of what Meshwright reads, nothing of it is in {{cluster}}; the repository may have it.',
      entity: 'It was for {{entity}}.',
      noIntent:
        'Its intent was not kept. Copy the fields from its pull request, folded under Parameters there.',
      noCluster: 'Choose the cluster first, then what was proposed appears.',
      none: 'Nothing that you may see was proposed for {{cluster}} with Meshwright, as far as it kept it. Write the intent by hand.',
      silent:
        'The Istio backend did not answer ({{message}}). Write kind and intent by hand.',
      forbidden:
        'Your account may not read the mesh. Missing permission: istio.mesh.read; ask the people who run this Backstage. Write kind and intent by hand.',
      missingKind: 'Choose what to remove, or say of which kind it is.',
      missingIntent: 'Give the intent, its fields a line each.',
      kinds: {
        ingress: 'A service that is exposed',
        certificate: 'A certificate',
        egress: 'A host outside the mesh',
        jwt: 'Tokens that are required',
        mtls: 'A mode of mTLS',
        onboard: 'A namespace of the mesh',
        issuer: 'An issuer',
        install: 'A mesh',
        observe: 'Logs, metrics and dashboards',
      },
    },
    place: { file: 'File', field: 'Field' },
    preview: {
      title: 'Preview',
      files: 'Files of the change',
      diff: 'What changes in the file',
      layout: 'Layout of the differences',
      sideBySide: 'Side by side',
      unified: 'In one column',
      building: 'Building the preview: the steps run without writing anything.',
      slow: 'Still building: waiting for the repository and the cluster.',
      rebuilding: 'Building again',
      builtOn: 'built {{age}} on {{base}}',
      again: 'Build again',
      nothingWritten: 'Nothing has been written yet.',
      change: {
        create: 'new',
        update: 'changed',
        delete: 'removed',
        unchanged: 'unchanged',
      },
      fileChange: {
        create: 'new, not in {{branch}}',
        update: '{{branch}} and proposed',
        delete: 'removed from {{branch}}',
        unchanged: 'as in {{branch}}',
      },
      added_one: '+{{count}} line',
      added_other: '+{{count}} lines',
      removed_one: '−{{count}} line',
      removed_other: '−{{count}} lines',
      sideBefore: '{{path}} in {{branch}}',
      sideAfter: '{{path}} as proposed',
      collapsed: '{{number}} unchanged lines',
      checks: 'Checks',
      group: { block: 'Blocks', warn: 'Warnings', info: 'Notes' },
      nothingStops: 'Nothing stops this change.',
      fix: 'Fix:',
      ready: 'Ready',
      readyUnverified: 'Ready, not all verified',
      readyWarnings_one: 'Ready, {{count}} warning',
      readyWarnings_other: 'Ready, {{count}} warnings',
      stopped_one: 'Stopped by {{count}}',
      stopped_other: 'Stopped by {{count}}',
      unverified: 'Not verified',
      unverifiedHint: 'The pull request says so, too.',
      objects: 'Objects',
      objectOf: '{{kind}} {{name}}',
      effects: 'What changes in the cluster',
      noEffects: 'The template does not say.',
      nothingChanges: 'Nothing: what you ask for is there already.',
      sameFile: 'This file stays as it is.',
      undo: 'Undo:',
      pullRequest: 'Pull request',
      repository: 'Repository',
      base: 'Base',
      branch: 'Branch',
      filesRow: 'Files',
      reviewers: 'Reviewers',
      noReviewers: 'as the repository asks for',
      openAlready: 'Open already, and would be updated:',
      movesNote:
        'If the repository moves before you create it, this preview is built again.',
      moved:
        'The repository has moved from {{from}} to {{to}}, so the preview was built again.',
      movedUnknown:
        'The repository has moved since you looked, so the preview was built again.',
      movedFiles: 'These files now come out differently:',
      outdated:
        'The preview could not be built again ({{reason}}); below is the last one. If the repository has moved, nothing is written.',
      blocked_one:
        '{{count}} finding stops this change, so you cannot go on. Go back and change what it names.',
      blocked_other:
        '{{count}} findings stop this change, so you cannot go on. Go back and change what they name.',
      alreadySo:
        'Already so: {{branch}} holds exactly this. Going on opens no pull request.',
      alreadyProposed:
        'Already so: pull request #{{number}} holds exactly this. Going on writes nothing.',
      silent:
        'Nothing could be checked against the live cluster. You may go on: the pull request says what was not verified.',
      notYet: 'The preview is still being built; wait for it to appear.',
      gone: 'The catalog has no template {{template}}; ask the owner of the template',
      noTemplate:
        'The preview appears on the page of a template, when all pages before are filled in.',
      forbidden:
        'Your account may not build a preview ({{reason}}). Missing permission: scaffolder.template.dry-run; ask the people who run this Backstage. You may go on: the pull request shows the same, and nothing takes effect before it is merged.',
      failed: 'The preview could not be built',
      failedStep: 'The step "{{step}}" failed',
      failedHint:
        'The task would fail in the same way, so you cannot go on. Go back and change what is named, or build it again.',
      signIn: 'Sign in to {{host}}',
      signInWhy:
        'Changes on {{host}} are proposed in your name. Sign in there: the task gets a token of yours, for this repository alone.',
      signInMissing:
        'This Backstage has no sign-in to forges (scmAuthApiRef): ask whoever runs it.',
      signInFailed: 'You are not signed in to {{host}}: {{reason}}',
      heldBlocked_one: 'A finding stops the change: {{first}}',
      heldBlocked_other: '{{count}} findings stop the change, first: {{first}}',
      heldFailedStep: 'The step "{{step}}" failed: {{reason}}',
      heldFailed: 'The preview could not be built: {{reason}}',
    },
  },
});
