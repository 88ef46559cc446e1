import { isRecord, type KubeObject } from '../KubeObject';
import type { ResourceRegistry } from '../ResourceRegistry';
import type { ObjectStore } from '../store/ObjectStore';
import type { User } from './Authenticator';

/** What a request wants to do. @internal */
export interface AccessAttributes {
  verb: string;
  group: string;
  resource: string;
  subresource?: string;
  namespace?: string;
  name?: string;
}

/** @internal */
export interface AccessDecision {
  allowed: boolean;
  reason: string;
}

interface PolicyRule {
  verbs?: string[];
  apiGroups?: string[];
  resources?: string[];
  resourceNames?: string[];
}

interface RoleRef {
  kind: string;
  name: string;
}

interface Subject {
  kind: string;
  name: string;
  namespace?: string;
}

const DENIED: AccessDecision = { allowed: false, reason: '' };

/** What the default role system:basic-user gives to every authenticated user. */
const BASIC_USER: PolicyRule = {
  verbs: ['create'],
  apiGroups: ['authorization.k8s.io'],
  resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
};

function covers(list: readonly string[] = [], wanted: string): boolean {
  return list.includes('*') || list.includes(wanted);
}

function ruleAllows(rule: PolicyRule, wanted: AccessAttributes): boolean {
  const { verb, group, resource, subresource, name } = wanted;
  const full = subresource ? `${resource}/${subresource}` : resource;
  return (
    covers(rule.verbs, verb) &&
    covers(rule.apiGroups, group) &&
    (covers(rule.resources, full) ||
      (subresource !== undefined &&
        (rule.resources ?? []).includes(`*/${subresource}`))) &&
    (!rule.resourceNames?.length || rule.resourceNames.includes(name ?? ''))
  );
}

function subjectIs(subject: Subject, user: User): boolean {
  switch (subject.kind) {
    case 'User':
      return subject.name === user.name;
    case 'Group':
      return user.groups.includes(subject.name);
    default:
      return (
        user.name ===
        `system:serviceaccount:${subject.namespace}:${subject.name}`
      );
  }
}

function bindingOf(object: KubeObject): {
  roleRef: RoleRef;
  subjects: Subject[];
} {
  // the two fields of a binding, which admission has checked
  return {
    roleRef: object.roleRef as RoleRef,
    subjects: (object.subjects as Subject[] | undefined) ?? [],
  };
}

/**
 * Judges requests by the Role and binding objects in the store, as
 * kube-apiserver's RBAC authorizer does; members of system:masters may do all.
 *
 * @internal
 */
export class RbacAuthorizer {
  constructor(
    private readonly store: ObjectStore,
    private readonly registry: ResourceRegistry,
  ) {}

  authorize(user: User, wanted: AccessAttributes): AccessDecision {
    if (user.groups.includes('system:masters')) {
      return { allowed: true, reason: '' };
    }
    if (
      user.groups.includes('system:authenticated') &&
      ruleAllows(BASIC_USER, wanted)
    ) {
      return {
        allowed: true,
        reason:
          'RBAC: allowed by ClusterRoleBinding "system:basic-user" of ClusterRole "system:basic-user" to Group "system:authenticated"',
      };
    }
    return (
      this.search('clusterrolebindings', undefined, user, wanted) ??
      (wanted.namespace
        ? this.search('rolebindings', wanted.namespace, user, wanted)
        : undefined) ??
      DENIED
    );
  }

  private search(
    plural: string,
    namespace: string | undefined,
    user: User,
    wanted: AccessAttributes,
  ): AccessDecision | undefined {
    for (const binding of this.objects(plural)) {
      if (binding.metadata.namespace !== namespace) continue;
      const { roleRef, subjects } = bindingOf(binding);
      const subject = subjects.find(candidate => subjectIs(candidate, user));
      const allowed =
        subject &&
        this.rulesOf(roleRef, namespace).some(rule => ruleAllows(rule, wanted));
      if (allowed) {
        const where = namespace
          ? `"${binding.metadata.name}/${namespace}"`
          : `"${binding.metadata.name}"`;
        const who =
          subject.kind === 'ServiceAccount'
            ? `"${subject.name}/${subject.namespace}"`
            : `"${subject.name}"`;
        return {
          allowed: true,
          reason: `RBAC: allowed by ${binding.kind} ${where} of ${roleRef.kind} "${roleRef.name}" to ${subject.kind} ${who}`,
        };
      }
    }
    return undefined;
  }

  private rulesOf(ref: RoleRef, namespace: string | undefined): PolicyRule[] {
    const role = this.objects(
      ref.kind === 'Role' ? 'roles' : 'clusterroles',
    ).find(
      ({ metadata }) =>
        metadata.name === ref.name &&
        (ref.kind !== 'Role' || metadata.namespace === namespace),
    );
    const rules = role?.rules;
    // every rule is an object of the shape above, or grants nothing
    return Array.isArray(rules) ? (rules.filter(isRecord) as PolicyRule[]) : [];
  }

  private objects(plural: string): readonly KubeObject[] {
    const type = this.registry.byName(plural, 'rbac.authorization.k8s.io');
    return type ? this.store.list(type) : [];
  }
}
