/** The facts a person needs, one a line. */
export function endpointTable(lab) {
  const rows = [
    ['kubeconfig', lab.kubeconfigPath],
    ['Kubernetes API', lab.apiServer.url],
    ['  token: all rights', lab.tokens.admin],
    ['  token: reader', lab.tokens.reader],
    ['  token: no rights', lab.tokens.nobody],
    ...lab.istiods.map(each => [
      `istiod ${each.revision}`,
      `${each.version}, debug http://127.0.0.1:${each.ports.http}/debug`,
    ]),
    [
      'revision tags',
      Object.entries(lab.revisionTags)
        .map(pair => pair.join(' -> '))
        .join(', '),
    ],
    ['cluster issuer', lab.issuers.ready],
    ['Gitea', lab.gitea.url],
    ['  user, password', `${lab.gitea.user}, ${lab.gitea.password}`],
    ['  token', lab.gitea.token],
    ['  repository', lab.gitea.gitUrl],
    ['facts for tests', `MESHWRIGHT_LAB=${lab.factsPath}`],
    ['logs', `${lab.runFolder}/logs`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows
    .map(([name, value]) => `${name.padEnd(width)}  ${value}`)
    .join('\n');
}
